# Read by CMake right after llama.cpp's own project() line (CMAKE_PROJECT_llama.cpp_INCLUDE). The Python package turns the
# "common" library on by force; a plain variable set here comes before that. It holds the argument parser, the downloader
# with its HTTP client and the chat template engine of llama.cpp's programs: half of the compile time, and nothing that the
# Python binding calls.
set(LLAMA_BUILD_COMMON OFF)
