// What a tensor is (shape, type, place, memory), its lifetime, and indexing.
#include "bridge.h"

#include <vector>

#include <ATen/TensorIndexing.h>

using bridge::tensor_of;

namespace {

// The kinds of an index, as the managed TensorIndex numbers them.
enum IndexKind : int64_t { Single = 0, SliceIndex = 1, Mask = 2, EllipsisIndex = 3, NoneIndex = 4, BooleanIndex = 5 };

}  // namespace

// One index: a position, a slice (a missing bound is INT64_MIN) or a tensor.
struct IndexEntry {
    int64_t kind;
    int64_t start;
    int64_t stop;
    int64_t step;
    void* tensor;
};

namespace {

using at::indexing::TensorIndex;

at::indexing::Slice slice_of(const IndexEntry& entry) {
    // The bounds of a missing end depend on the direction; libtorch accepts positive steps only and says so itself.
    const int64_t step = entry.step == INT64_MIN ? 1 : entry.step;
    const int64_t start = entry.start == INT64_MIN ? (step < 0 ? INT64_MAX : 0) : entry.start;
    const int64_t stop = entry.stop == INT64_MIN ? (step < 0 ? INT64_MIN : INT64_MAX) : entry.stop;
    return at::indexing::Slice(start, stop, step);
}

std::vector<TensorIndex> indices_of(const IndexEntry* entries, int32_t count) {
    std::vector<TensorIndex> indices;
    indices.reserve(count);
    for (int32_t i = 0; i < count; ++i) {
        const auto& entry = entries[i];
        switch (entry.kind) {
            case Single: indices.emplace_back(entry.start); break;
            case SliceIndex: indices.emplace_back(slice_of(entry)); break;
            case Mask: indices.emplace_back(tensor_of(entry.tensor)); break;
            case EllipsisIndex: indices.emplace_back(at::indexing::Ellipsis); break;
            case NoneIndex: indices.emplace_back(at::indexing::None); break;
            case BooleanIndex: indices.emplace_back(entry.start != 0); break;
            default: throw std::invalid_argument("unknown kind of tensor index");
        }
    }
    return indices;
}

}  // namespace

BRIDGE_API void mlnd_tensor_free(void* tensor) {
    delete static_cast<at::Tensor*>(tensor);
}

// Everything about a tensor that costs no computation. 8 numbers: dimensions, elements, bytes per element, dtype,
// device type, device index, flags (1 leaf, 2 requires grad, 4 contiguous, 8 sparse), storage offset.
BRIDGE_API int mlnd_tensor_describe(void* tensor, int64_t* result) {
    return bridge::guarded([&] {
        const auto& t = tensor_of(tensor);
        const bool sparse = t.is_sparse();
        result[0] = t.dim();
        result[1] = t.numel();
        result[2] = static_cast<int64_t>(t.element_size());
        result[3] = static_cast<int64_t>(t.scalar_type());
        result[4] = static_cast<int64_t>(t.device().type());
        result[5] = t.device().index();
        result[6] = (t.is_leaf() ? 1 : 0) | (t.requires_grad() ? 2 : 0) | (!sparse && t.is_contiguous() ? 4 : 0) | (sparse ? 8 : 0);
        result[7] = sparse ? 0 : t.storage_offset();
    });
}

// Copies the sizes, or the strides, into an array of as many numbers as the tensor has dimensions.
BRIDGE_API int mlnd_tensor_sizes(void* tensor, int32_t strides, int64_t* result) {
    return bridge::guarded([&] {
        const auto& t = tensor_of(tensor);
        const auto values = strides ? t.strides() : t.sizes();
        std::copy(values.begin(), values.end(), result);
    });
}

// The address of the first element, in the tensor's own device's memory.
BRIDGE_API int mlnd_tensor_data(void* tensor, void** result) {
    return bridge::guarded([&] { *result = tensor_of(tensor).data_ptr(); });
}

// A CPU tensor over memory that somebody else owns; release(context) is called when the last user of it goes.
BRIDGE_API int mlnd_tensor_from_blob(void* data, const int64_t* sizes, int32_t dimensions, int32_t dtype,
                                     void (*release)(void*), void* context, void** result) {
    return bridge::guarded([&] {
        *result = bridge::handle_of(at::from_blob(
            data, at::IntArrayRef(sizes, dimensions), [release, context](void*) { release(context); },
            at::TensorOptions().dtype(static_cast<at::ScalarType>(dtype))));
    });
}

BRIDGE_API int mlnd_tensor_index(void* tensor, const IndexEntry* entries, int32_t count, void** result) {
    return bridge::guarded([&] { *result = bridge::handle_of(tensor_of(tensor).index(indices_of(entries, count))); });
}

// Writes a tensor or a number into the indexed part.
BRIDGE_API int mlnd_tensor_index_put(void* tensor, const IndexEntry* entries, int32_t count, const bridge::Value* value) {
    return bridge::guarded([&] {
        auto& target = tensor_of(tensor);
        const auto indices = indices_of(entries, count);
        switch (value->kind) {
            case bridge::Integer: target.index_put_(indices, at::Scalar(value->integer)); break;
            case bridge::Real: target.index_put_(indices, at::Scalar(value->real)); break;
            case bridge::Boolean: target.index_put_(indices, at::Scalar(value->integer != 0)); break;
            case bridge::TensorHandle: target.index_put_(indices, tensor_of(value->pointer)); break;
            default: throw std::invalid_argument("a tensor or a number must be given");
        }
    });
}
