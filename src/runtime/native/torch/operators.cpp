// Calls any libtorch operator by name through the dispatcher, as libtorch's own interpreter does: autograd, dtype
// promotion and errors are libtorch's. Arguments that the caller leaves out take the schema's defaults, so that an
// operator that gained arguments in a later libtorch is called the same way.
#include "bridge.h"

#include <cstdlib>
#include <vector>

#include <ATen/core/Generator.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/ivalue.h>

using bridge::Value;

namespace {

c10::List<int64_t> integer_list(const Value& value) {
    const auto* items = static_cast<const int64_t*>(value.pointer);
    c10::List<int64_t> list;
    list.reserve(value.length);
    for (int32_t i = 0; i < value.length; ++i) {
        list.push_back(items[i]);
    }
    return list;
}

c10::List<at::Tensor> tensor_list(const Value& value) {
    auto* const* items = static_cast<void* const*>(value.pointer);
    c10::List<at::Tensor> list;
    list.reserve(value.length);
    for (int32_t i = 0; i < value.length; ++i) {
        list.push_back(bridge::tensor_of(items[i]));
    }
    return list;
}

at::Generator& generator_of(void* handle) {
    if (handle == nullptr) {
        throw std::invalid_argument("a generator handle is null");
    }
    return *static_cast<at::Generator*>(handle);
}

c10::IValue plain_value(const Value& value) {
    switch (value.kind) {
        case bridge::None: return c10::IValue();
        case bridge::TensorHandle: return bridge::tensor_of(value.pointer);
        case bridge::Integer: return value.integer;
        case bridge::Real: return value.real;
        case bridge::Boolean: return value.integer != 0;
        case bridge::IntegerList: return integer_list(value);
        case bridge::TensorList: return tensor_list(value);
        case bridge::Text: return std::string(static_cast<const char*>(value.pointer), value.length);
        case bridge::DeviceValue:
            return c10::Device(static_cast<c10::DeviceType>(value.length), static_cast<c10::DeviceIndex>(value.integer));
        case bridge::GeneratorHandle: return generator_of(value.pointer);
        default: throw std::invalid_argument("unknown kind of operator argument");
    }
}

c10::TypeKind wanted_kind(const c10::Argument& argument) {
    const auto& type = argument.type();
    if (type->kind() == c10::TypeKind::OptionalType) {
        return type->containedTypes().at(0)->kind();
    }
    return type->kind();
}

// The unboxing code insists on the schema's exact number type; a caller's 1 for 1.0 is welcome.
c10::IValue value_for(const Value& value, const c10::Argument& argument) {
    if (value.kind == bridge::Integer && wanted_kind(argument) == c10::TypeKind::FloatType) {
        return static_cast<double>(value.integer);
    }
    return plain_value(value);
}

void push_result(std::vector<Value>& results, const c10::IValue& item) {
    Value value{};
    if (item.isTensor()) {
        value.pointer = bridge::handle_of(item.toTensor());
        value.kind = value.pointer == nullptr ? bridge::None : bridge::TensorHandle;
    } else if (item.isInt()) {
        value.kind = bridge::Integer;
        value.integer = item.toInt();
    } else if (item.isDouble()) {
        value.kind = bridge::Real;
        value.real = item.toDouble();
    } else if (item.isBool()) {
        value.kind = bridge::Boolean;
        value.integer = item.toBool() ? 1 : 0;
    } else if (item.isTensorList()) {
        for (const at::Tensor& tensor : item.toTensorVector()) {
            push_result(results, tensor);
        }
        return;
    } else if (!item.isNone()) {
        throw std::runtime_error("operator result of an unsupported type: " + item.tagKind());
    }
    results.push_back(value);
}

void release(const std::vector<Value>& results) {
    for (const auto& value : results) {
        if (value.kind == bridge::TensorHandle) {
            delete static_cast<at::Tensor*>(value.pointer);
        }
    }
}

// Results go into the caller's array where they fit, else into one the caller frees.
void hand_over(const std::vector<Value>& results, Value* out, int32_t capacity, Value** overflow, int32_t* count) {
    *overflow = nullptr;
    *count = static_cast<int32_t>(results.size());
    if (*count > capacity) {
        out = static_cast<Value*>(std::malloc(results.size() * sizeof(Value)));
        if (out == nullptr) {
            throw std::bad_alloc();
        }
        *overflow = out;
    }
    std::copy(results.begin(), results.end(), out);
}

}  // namespace

// Finds "aten::add", "Tensor". The operator lives as long as the process; find it once and keep it.
BRIDGE_API int mlnd_find_operator(const char* name, const char* overload, void** result) {
    return bridge::guarded([&] {
        *result = new c10::OperatorHandle(c10::Dispatcher::singleton().findSchemaOrThrow(name, overload));
    });
}

// Calls an operator. Tuples and lists of tensors are flattened into the results, in order.
BRIDGE_API int mlnd_call(void* operation, const Value* arguments, int32_t argument_count, Value* out, int32_t capacity,
                         Value** overflow, int32_t* count) {
    return bridge::guarded([&] {
        const auto& handle = *static_cast<c10::OperatorHandle*>(operation);
        const auto& declared = handle.schema().arguments();
        std::vector<c10::IValue> stack;
        stack.reserve(declared.size());
        for (size_t i = 0; i < declared.size(); ++i) {
            if (i < static_cast<size_t>(argument_count)) {
                stack.push_back(value_for(arguments[i], declared[i]));
            } else if (declared[i].default_value()) {
                stack.push_back(*declared[i].default_value());
            } else {
                throw std::invalid_argument("missing argument '" + declared[i].name() + "' of " + handle.schema().name());
            }
        }
        handle.callBoxed(stack);

        std::vector<Value> results;
        try {
            for (const auto& item : stack) {
                push_result(results, item);
            }
            hand_over(results, out, capacity, overflow, count);
        } catch (...) {
            release(results);
            throw;
        }
    });
}
