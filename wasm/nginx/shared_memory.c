// Zones in place of src/os/unix/ngx_shmem.c: one process shares nothing, and one request needs little of a
// zone of gigabytes.
#include <ngx_config.h>
#include <ngx_core.h>

enum { PAGE = 4096, MOST = 1 << 20 };

ngx_int_t ngx_shm_alloc(ngx_shm_t* shm) {
  if (shm->size > MOST) shm->size = MOST;
  shm->addr = ngx_memalign(PAGE, shm->size, shm->log);
  if (shm->addr == NULL) return NGX_ERROR;
  ngx_memzero(shm->addr, shm->size);
  return NGX_OK;
}

void ngx_shm_free(ngx_shm_t* shm) { ngx_free(shm->addr); }
