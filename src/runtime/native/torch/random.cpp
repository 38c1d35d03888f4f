// Random number generators.
#include "bridge.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Context.h>
#include <ATen/core/Generator.h>

// Seeds the generators of the CPU and of every CUDA device.
BRIDGE_API int mlnd_manual_seed(int64_t seed) {
    return bridge::guarded([&] { at::manual_seed(static_cast<uint64_t>(seed)); });
}

// The CPU's default generator: a handle to the shared one, not a copy.
BRIDGE_API int mlnd_generator_default(void** result) {
    return bridge::guarded([&] { *result = new at::Generator(at::detail::getDefaultCPUGenerator()); });
}

BRIDGE_API void mlnd_generator_free(void* generator) {
    delete static_cast<at::Generator*>(generator);
}
