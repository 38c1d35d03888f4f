// Random number generators.
#include "bridge.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Context.h>
#include <ATen/core/Generator.h>

namespace {

at::Generator& generator_of(void* handle) {
    if (handle == nullptr) {
        throw std::invalid_argument("a generator handle is null");
    }
    return *static_cast<at::Generator*>(handle);
}

}  // namespace

// Seeds the generators of the CPU and of every CUDA device.
BRIDGE_API int mlnd_manual_seed(int64_t seed) {
    return bridge::guarded([&] { at::manual_seed(static_cast<uint64_t>(seed)); });
}

// The CPU's default generator: a handle to the shared one, not a copy.
BRIDGE_API int mlnd_generator_default(void** result) {
    return bridge::guarded([&] { *result = new at::Generator(at::detail::getDefaultCPUGenerator()); });
}

BRIDGE_API int mlnd_generator_new(int64_t seed, void** result) {
    return bridge::guarded([&] {
        *result = new at::Generator(at::detail::createCPUGenerator(static_cast<uint64_t>(seed)));
    });
}

BRIDGE_API void mlnd_generator_free(void* generator) {
    delete static_cast<at::Generator*>(generator);
}

BRIDGE_API int mlnd_generator_set_seed(void* generator, int64_t seed) {
    return bridge::guarded([&] { generator_of(generator).set_current_seed(static_cast<uint64_t>(seed)); });
}

BRIDGE_API int mlnd_generator_seed(void* generator, int64_t* result) {
    return bridge::guarded([&] { *result = static_cast<int64_t>(generator_of(generator).current_seed()); });
}

BRIDGE_API int mlnd_generator_get_state(void* generator, void** result) {
    return bridge::guarded([&] { *result = bridge::handle_of(generator_of(generator).get_state()); });
}

BRIDGE_API int mlnd_generator_set_state(void* generator, void* state) {
    return bridge::guarded([&] { generator_of(generator).set_state(bridge::tensor_of(state)); });
}
