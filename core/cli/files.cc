#include "cli/files.h"

#include <fcntl.h>
#include <glob.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>

namespace stackengine::cli {
namespace {

namespace fs = std::filesystem;

constexpr mode_t kOwnerOnly = 0600;
constexpr mode_t kDefaultMode = 0644;

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ > STDERR_FILENO) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

bool fail(const std::string& what, std::string* error) {
  *error = what + ": " + std::strerror(errno);
  return false;
}

bool write_all(int fd, const std::string& content) {
  size_t done = 0;
  while (done < content.size()) {
    const ssize_t written = ::write(fd, content.data() + done, content.size() - done);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    done += static_cast<size_t>(written);
  }
  return true;
}

// Creates `path`, which must not exist, and syncs its content to disk.
bool create_file(const std::string& path, const std::string& content, mode_t mode, std::string* error) {
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
  if (file.get() < 0) {
    if (errno == EEXIST) {
      *error = path + " already exists and is never overwritten; name another file";
      return false;
    }
    return fail("cannot create " + path, error);
  }
  if (!write_all(file.get(), content) || ::fsync(file.get()) != 0) {
    fail("cannot write " + path, error);
    ::unlink(path.c_str());
    return false;
  }
  return true;
}

// A name that matches neither `include *.conf` nor `include *` (glob(3) skips names that begin with a dot).
std::string temporary_beside(const std::string& target) {
  return (fs::path(target).parent_path() / (".stackengine-" + std::to_string(::getpid()) + ".tmp")).string();
}

bool overwrite(const std::string& path, const std::string& content) {
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  return file.get() >= 0 && write_all(file.get(), content) &&
         ::ftruncate(file.get(), static_cast<off_t>(content.size())) == 0 && ::fsync(file.get()) == 0;
}

// Writes into a file with several hard links, because a new file would lose its other names. A copy of the
// old content lies beside it meanwhile, and stays if neither text can be written.
bool write_into(const std::string& path, const std::string& target, const std::string& content, mode_t mode,
                std::string* error) {
  const auto before = read_file(target, SIZE_MAX, error);
  const std::string copy = temporary_beside(target);
  if (!before || !create_file(copy, *before, mode & 0700u, error)) return false;
  bool whole = overwrite(target, content);
  if (!whole) {
    fail("cannot write " + path, error);
    whole = overwrite(target, *before) || read_file(target, SIZE_MAX, error) == before;
    if (!whole) *error += "; its old content is in " + copy;
    if (whole) ::unlink(copy.c_str());
    return false;
  }
  ::unlink(copy.c_str());
  return true;
}

}  // namespace

std::optional<std::string> read_file(const std::string& path, size_t limit, std::string* error) {
  const Descriptor file(path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) {
    fail("cannot read " + path, error);
    return std::nullopt;
  }
  std::string content;
  char buffer[1 << 16];
  for (;;) {
    const ssize_t got = ::read(file.get(), buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) {
      fail("cannot read " + path, error);
      return std::nullopt;
    }
    if (got == 0) return content;
    content.append(buffer, static_cast<size_t>(got));
    if (content.size() > limit) {
      *error =
          path + " is larger than " + std::to_string(limit >> 20) + " MB; cut it down to the relevant part";
      return std::nullopt;
    }
  }
}

bool replace_file(const std::string& path, const std::string& content, std::string* error) {
  const std::string target = real_path(path);
  struct stat info = {};
  const bool exists = ::stat(target.c_str(), &info) == 0;
  if (exists && !S_ISREG(info.st_mode)) {  // a device or a pipe is written to, not replaced
    const Descriptor file(::open(target.c_str(), O_WRONLY | O_CLOEXEC));
    return (file.get() >= 0 && write_all(file.get(), content)) || fail("cannot write " + path, error);
  }
  const mode_t mode = exists ? info.st_mode & 07777 : kDefaultMode;
  if (exists && info.st_nlink > 1) return write_into(path, target, content, mode, error);
  const std::string temporary = temporary_beside(target);
  if (!create_file(temporary, content, mode, error)) {
    *error = "cannot write " + path + ": " + *error;
    return false;
  }
  const bool owned = !exists || ::chown(temporary.c_str(), info.st_uid, info.st_gid) == 0 || errno == EPERM;
  const bool moded = !exists || ::chmod(temporary.c_str(), mode) == 0;
  if (!owned || !moded || ::rename(temporary.c_str(), target.c_str()) != 0) {
    fail("cannot write " + path, error);
    ::unlink(temporary.c_str());
    return false;
  }
  return true;
}

bool create_private_file(const std::string& path, const std::string& content, std::string* error) {
  return create_file(path, content, kOwnerOnly, error);
}

std::vector<std::string> matching_files(const std::string& pattern) {
  glob_t found = {};
  std::vector<std::string> paths;
  if (::glob(pattern.c_str(), 0, nullptr, &found) == 0)
    paths.assign(found.gl_pathv, found.gl_pathv + found.gl_pathc);
  ::globfree(&found);
  return paths;
}

std::string real_path(const std::string& path) {
  std::error_code ignored;
  const fs::path real = fs::canonical(path, ignored);
  return real.empty() ? path : real.string();
}

std::string display_name(const std::string& path) {
  if (path == "-") return path;
  std::error_code failed;
  const fs::path here = fs::current_path(failed);
  const fs::path normal = fs::path(path).lexically_normal();
  if (failed || normal.is_relative()) return normal.string();
  const fs::path relative = normal.lexically_relative(here);
  return relative.empty() || *relative.begin() == ".." ? path : relative.string();
}

void open_standard_streams() {
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; ++fd) {
    if (::fcntl(fd, F_GETFD) == -1 && ::open("/dev/null", O_RDWR) != fd) std::abort();
  }
}

bool print(const std::string& text) { return write_all(STDOUT_FILENO, text); }

}  // namespace stackengine::cli
