#include "bridge.h"

#include <cstdlib>

namespace {
thread_local std::string last_message;
}

namespace bridge {

void set_last_error(const char* message) noexcept {
    try {
        last_message = message == nullptr ? "" : message;
    } catch (...) {
        // Out of memory while keeping a message: an empty one is all that is left.
        last_message.clear();
    }
}

}  // namespace bridge

// The message of this thread's last failure; valid until its next one.
BRIDGE_API const char* mlnd_last_error() {
    return last_message.c_str();
}

// Frees an array that the bridge returned.
BRIDGE_API void mlnd_free(void* memory) {
    std::free(memory);
}
