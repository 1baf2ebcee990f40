// What differs on WebAssembly from the machine where nginx's configure ran. Appended to its
// objs/ngx_auto_config.h.

// Every pointer and size is 32 bits wide here; time_t too, in this version of Emscripten.
#undef NGX_PTR_SIZE
#undef NGX_MAX_SIZE_T_VALUE
#undef NGX_SIZE_T_LEN
#undef NGX_TIME_T_SIZE
#undef NGX_TIME_T_LEN
#undef NGX_MAX_TIME_T_VALUE
#define NGX_PTR_SIZE 4
#define NGX_MAX_SIZE_T_VALUE 2147483647L
#define NGX_SIZE_T_LEN (sizeof("-2147483648") - 1)
#define NGX_TIME_T_SIZE 4
#define NGX_TIME_T_LEN NGX_SIZE_T_LEN
#define NGX_MAX_TIME_T_VALUE NGX_MAX_SIZE_T_VALUE

// Sizes of hash buckets follow the cache line of the machines that people have.
#undef NGX_CPU_CACHE_LINE
#define NGX_CPU_CACHE_LINE 64

// Linux has it: `worker_cpu_affinity` is taken (system.c).
#include <sched.h>
#undef NGX_HAVE_SCHED_SETAFFINITY
#define NGX_HAVE_SCHED_SETAFFINITY 1

// System calls that are not there, or would tell about the machine instead of about the config.
#undef NGX_HAVE_DLOPEN
#undef NGX_HAVE_POSIX_FADVISE
#undef NGX_HAVE_O_DIRECT
#undef NGX_HAVE_OPENAT
#undef NGX_HAVE_ACCEPT4
#undef NGX_HAVE_TCP_INFO
#undef NGX_HAVE_STRERRORDESC_NP
#undef NGX_HAVE_MAP_DEVZERO
#undef NGX_HAVE_SYSVSHM
#undef NGX_HAVE_POSIX_SEM
#undef NGX_HAVE_LEVEL1_DCACHE_LINESIZE
#undef NGX_HAVE_PWRITEV
#undef NGX_HAVE_EVENTFD
#undef NGX_HAVE_SYS_EVENTFD_H
#undef NGX_HAVE_EPOLL
#undef NGX_HAVE_SENDFILE
#undef NGX_HAVE_SO_SNDLOWAT
#define NGX_HAVE_SO_SNDLOWAT 0
#undef NGX_HAVE_MALLOC_USABLE_SIZE
#undef NGX_HAVE_FILE_AIO
#undef NGX_SMP

// The socket options that Linux has and that nginx checks `listen` parameters for are accepted: setsockopt()
// takes all.
