/* Included first into all that is compiled here (-include): binds what newer glibc versions gave a new symbol to the
 * symbol that glibc 2.28 has, so that UOS 20 and other Debian 10 systems load it. Same functions; the older ones also set errno. */
#if defined(__x86_64__)
#define ZHUNSHENG_FIRST "GLIBC_2.2.5"
#elif defined(__aarch64__)
#define ZHUNSHENG_FIRST "GLIBC_2.17"
#endif
#ifdef ZHUNSHENG_FIRST
__asm__(".symver exp,exp@" ZHUNSHENG_FIRST);
__asm__(".symver exp2,exp2@" ZHUNSHENG_FIRST);
__asm__(".symver log,log@" ZHUNSHENG_FIRST);
__asm__(".symver log2,log2@" ZHUNSHENG_FIRST);
__asm__(".symver pow,pow@" ZHUNSHENG_FIRST);
#endif
#ifdef __cplusplus
/* Waiting by the monotonic clock came with 2.30; libstdc++ has another way without it. */
#include <cstddef>
#undef _GLIBCXX_USE_PTHREAD_COND_CLOCKWAIT
#undef _GLIBCXX_USE_PTHREAD_MUTEX_CLOCKLOCK
#undef _GLIBCXX_USE_PTHREAD_RWLOCK_CLOCKLOCK
#endif
