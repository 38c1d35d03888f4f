// The C interface between the managed runtime and libtorch.
//
// Every function returns 0, or -1 where it failed; last_error then holds libtorch's message for the calling thread.
// A tensor handle is an at::Tensor*, owned by the caller once returned. No exception and no null handle crosses over.
#pragma once

#include <cstdint>
#include <exception>
#include <stdexcept>
#include <string>

#include <ATen/ATen.h>

#if defined(_WIN32)
#define BRIDGE_API extern "C" __declspec(dllexport)
#else
#define BRIDGE_API extern "C" __attribute__((visibility("default")))
#endif

namespace bridge {

// What a Value holds; the managed enumeration ValueKind has the same numbers.
enum Kind : int32_t {
    None = 0,
    TensorHandle = 1,
    Integer = 2,
    Real = 3,
    Boolean = 4,
    IntegerList = 5,
    TensorList = 6,
    Text = 7,
    DeviceValue = 8,
    GeneratorHandle = 9,
};

// One argument or result of an operator: 16 bytes, the same on the managed side.
struct Value {
    int32_t kind;
    int32_t length;  // elements of a list, bytes of a text, the type of a device
    union {
        int64_t integer;
        double real;
        void* pointer;
    };
};
static_assert(sizeof(Value) == 16, "the managed side lays Value out as 16 bytes");

void set_last_error(const char* message) noexcept;

// Runs an action at the boundary: whatever it throws becomes a message and -1.
template <typename Action>
int guarded(Action&& action) noexcept {
    try {
        action();
        return 0;
    } catch (const std::exception& error) {
        set_last_error(error.what());
    } catch (...) {
        set_last_error("libtorch threw an exception of an unknown type");
    }
    return -1;
}

// The tensor behind a handle; a null handle is an error, never a crash.
inline at::Tensor& tensor_of(void* handle) {
    if (handle == nullptr) {
        throw std::invalid_argument("a tensor handle is null");
    }
    return *static_cast<at::Tensor*>(handle);
}

// A handle the caller owns, or null for an undefined tensor (the managed side makes that null, not a tensor).
inline void* handle_of(at::Tensor tensor) {
    return tensor.defined() ? new at::Tensor(std::move(tensor)) : nullptr;
}

}  // namespace bridge
