// Gradients: modes, flags, backward.
#include "bridge.h"

#include <cstdlib>
#include <vector>

#include <ATen/core/grad_mode.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/variable.h>

using bridge::tensor_of;

namespace {

torch::autograd::variable_list list_of(void* const* handles, int32_t count) {
    torch::autograd::variable_list tensors;
    tensors.reserve(count);
    for (int32_t i = 0; i < count; ++i) {
        tensors.push_back(handles[i] == nullptr ? at::Tensor() : tensor_of(handles[i]));
    }
    return tensors;
}

}  // namespace

BRIDGE_API int32_t mlnd_grad_mode() {
    return c10::GradMode::is_enabled() ? 1 : 0;
}

BRIDGE_API void mlnd_set_grad_mode(int32_t enabled) {
    c10::GradMode::set_enabled(enabled != 0);
}

// Enters (or, with 0, leaves) inference mode until the guard is given back, on the same thread.
BRIDGE_API int mlnd_inference_guard_new(int32_t enabled, void** result) {
    return bridge::guarded([&] { *result = new c10::InferenceMode(enabled != 0); });
}

BRIDGE_API void mlnd_inference_guard_free(void* guard) {
    delete static_cast<c10::InferenceMode*>(guard);
}

BRIDGE_API int mlnd_tensor_set_requires_grad(void* tensor, int32_t required) {
    return bridge::guarded([&] { tensor_of(tensor).set_requires_grad(required != 0); });
}

// The accumulated gradient, null where there is none yet.
BRIDGE_API int mlnd_tensor_grad(void* tensor, void** result) {
    return bridge::guarded([&] { *result = bridge::handle_of(tensor_of(tensor).grad()); });
}

// Replaces the gradient; a null one clears it.
BRIDGE_API int mlnd_tensor_set_grad(void* tensor, void* gradient) {
    return bridge::guarded([&] {
        tensor_of(tensor).mutable_grad() = gradient == nullptr ? at::Tensor() : tensor_of(gradient);
    });
}

BRIDGE_API int mlnd_backward(void* const* tensors, int32_t tensor_count, void* const* gradients, int32_t gradient_count,
                             int32_t retain_graph, int32_t create_graph, void* const* inputs, int32_t input_count) {
    return bridge::guarded([&] {
        // As many gradients as tensors are wanted: an undefined one stands for 1.
        auto seeds = list_of(gradients, gradient_count);
        torch::autograd::backward(list_of(tensors, tensor_count), seeds, retain_graph != 0, create_graph != 0,
                                  list_of(inputs, input_count));
    });
}
