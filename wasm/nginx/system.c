// The rest of the machine that nginx sees: it runs as root, every user exists, names resolve to documentation
// addresses, memory pages have 4096 bytes, time is simulated, and no limit of the environment decides what a
// config is worth.
#define _GNU_SOURCE
#include <errno.h>
#include <grp.h>
#include <netdb.h>
#include <netinet/in.h>
#include <pthread.h>
#include <pwd.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "report_module.h"

extern double host_now(void);  // milliseconds since 1970, simulated
// Writes the address of a name (network byte order); 0, or a getaddrinfo error.
extern int host_resolve(const char* name, unsigned char address[4]);

static struct passwd user = {
    .pw_passwd = "", .pw_gecos = "", .pw_dir = "/", .pw_shell = "", .pw_uid = 33, .pw_gid = 33};
static struct group group = {.gr_passwd = "", .gr_gid = 33};

uid_t geteuid(void) { return 0; }
int initgroups(const char* name, gid_t gid) { return 0; }

// Emscripten defines these two together with others: the linker is told to take ours (--wrap).
struct passwd* __wrap_getpwnam(const char* name) {
  user.pw_name = (char*)name;
  return &user;
}

struct group* __wrap_getgrnam(const char* name) {
  group.gr_name = (char*)name;
  return &group;
}

// WebAssembly's own 64 KiB would make `zone name 64k` "too small".
int getpagesize(void) { return 4096; }
long sysconf(int name) { return name == _SC_PAGESIZE ? 4096 : 1; }

// While the config is checked, room for every `worker_connections`; afterwards as many as the poll module
// shall make slots for.
int getrlimit(int resource, struct rlimit* limit) {
  limit->rlim_cur = limit->rlim_max = report_is_configured() ? 8192 : RLIM_INFINITY;
  return 0;
}

static double now(void) { return host_now(); }

int gettimeofday(struct timeval* time, void* zone) {
  double ms = now();
  time->tv_sec = (time_t)(ms / 1000);
  time->tv_usec = (suseconds_t)((ms - time->tv_sec * 1000.0) * 1000);
  return 0;
}

int clock_gettime(clockid_t clock, struct timespec* time) {
  struct timeval value;
  gettimeofday(&value, NULL);
  time->tv_sec = value.tv_sec;
  time->tv_nsec = value.tv_usec * 1000;
  return 0;
}

time_t time(time_t* out) {
  time_t seconds = (time_t)(now() / 1000);
  if (out) *out = seconds;
  return seconds;
}

// The log's times are UTC wherever the page is open.
struct tm* localtime_r(const time_t* restrict seconds, struct tm* restrict out) {
  return gmtime_r(seconds, out);
}
struct tm* localtime(const time_t* seconds) {
  return gmtime(seconds);
}

int getaddrinfo(const char* restrict name, const char* restrict service,
                const struct addrinfo* restrict hints, struct addrinfo** restrict result) {
  struct {
    struct addrinfo info;
    struct sockaddr_in address;
  }* answer = calloc(1, sizeof *answer);
  if (answer == NULL) return EAI_MEMORY;
  int error = host_resolve(name, (unsigned char*)&answer->address.sin_addr);
  if (error) {
    free(answer);
    return error;
  }
  answer->address.sin_family = AF_INET;
  answer->info.ai_family = AF_INET;
  answer->info.ai_socktype = SOCK_STREAM;
  answer->info.ai_addr = (struct sockaddr*)&answer->address;
  answer->info.ai_addrlen = sizeof answer->address;
  *result = &answer->info;
  return 0;
}

void freeaddrinfo(struct addrinfo* info) { free(info); }
int gethostname(char* name, size_t size) {
  strncpy(name, "replay", size);
  return 0;
}

// There is no machine code to compile a pattern to, but `pcre_jit on` is taken as everywhere.
extern int __real_pcre2_config_8(uint32_t what, void* where);
int __wrap_pcre2_config_8(uint32_t what, void* where) {
  enum { JIT = 1 };
  int result = __real_pcre2_config_8(what, where);
  if (what == JIT && where) *(uint32_t*)where = 1;
  return result;
}

// There is one process and one thread. What nginx would start beside them is not missed by one request.
int sched_setaffinity(pid_t pid, size_t size, const cpu_set_t* set) { return 0; }
int pthread_create(pthread_t* restrict thread, const pthread_attr_t* restrict attributes, void* (*run)(void*),
                   void* restrict data) {
  return 0;
}
int sigsuspend(const sigset_t* mask) { return 0; }
