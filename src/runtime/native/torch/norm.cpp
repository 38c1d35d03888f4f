// Batch norm and ReLU as one operator, for training on a CPU: libtorch's own two go over the activations nine times in a step,
// this one five times, and what a small network waits for is memory. Formulas and rounding are libtorch's; sums are taken block
// by block in a fixed order, so that they do not depend on the number of threads.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>
#include <vector>

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/library.h>

namespace {

using at::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

Tensor one_after_another(const Tensor& input, const Tensor& weight, const Tensor& bias, const Tensor& mean, const Tensor& variance, double momentum, double eps) {
    return at::batch_norm(input, weight, bias, mean, variance, true, momentum, eps, false).relu_();
}

#if defined(__GNUC__)

#if defined(__x86_64__) && !defined(__clang__) && __GNUC__ >= 12
#define EACH_PROCESSOR __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define EACH_PROCESSOR
#endif
#define INLINED inline __attribute__((always_inline))

constexpr int64_t kLanes = 8;
constexpr int64_t kBlockValues = 4096;  // a block of two float32 inputs fits a processor's first cache

typedef float Lanes __attribute__((vector_size(32)));
typedef uint32_t Bits __attribute__((vector_size(32)));
typedef uint16_t HalfBits __attribute__((vector_size(16)));

struct Bfloat16 {
    uint16_t bits;
};

INLINED Lanes load(const float* from) {
    Lanes values;
    std::memcpy(&values, from, sizeof(values));
    return values;
}

INLINED Lanes load(const Bfloat16* from) {
    HalfBits half;
    std::memcpy(&half, from, sizeof(half));
    return (Lanes)(__builtin_convertvector(half, Bits) << 16);
}

INLINED void store(float* to, Lanes values) {
    std::memcpy(to, &values, sizeof(values));
}

// To the nearest, ties to even; what is not a number stays none.
INLINED void store(Bfloat16* to, Lanes values) {
    const Bits bits = (Bits)values;
    const Bits rounded = (bits + 0x7fff + ((bits >> 16) & 1)) >> 16, number = (Bits)(values == values);
    const HalfBits half = __builtin_convertvector((rounded & number) | (0x7fc0 & ~number), HalfBits);
    std::memcpy(to, &half, sizeof(half));
}

// What the ReLU of y lets through of some values; where y is not a number, as libtorch, all.
INLINED Lanes passed_by(Lanes y, Lanes values) {
    return (Lanes)((Bits)values & ~(Bits)(y <= 0));
}

// [rows, channels], the channels of a pixel beside each other.
struct Extent {
    int64_t rows, channels;

    int64_t block_rows() const { return std::max<int64_t>(1, kBlockValues / channels); }
    int64_t blocks() const { return (rows + block_rows() - 1) / block_rows(); }
};

// Over some rows, per channel: the sums of x - shift and of its square.
template <typename T>
INLINED void add_moments(const T* x, Extent extent, const float* shift, float* sums, float* squares) {
    for (int64_t c = 0; c < extent.channels; c += kLanes) {
        const Lanes from = load(shift + c);
        Lanes sum = {}, square = {};
        for (int64_t row = 0; row < extent.rows; ++row) {
            const Lanes centred = load(x + row * extent.channels + c) - from;
            sum += centred;
            square += centred * centred;
        }
        store(sums + c, sum);
        store(squares + c, square);
    }
}

template <typename T>
INLINED void normalise(const T* x, Extent extent, const float* factor, const float* summand, T* y) {
    for (int64_t row = 0; row < extent.rows; ++row) {
        for (int64_t c = 0; c < extent.channels; c += kLanes) {
            const Lanes value = load(x + row * extent.channels + c) * load(factor + c) + load(summand + c);
            store(y + row * extent.channels + c, passed_by(value, value));
        }
    }
}

// Over some rows, per channel: the sums of the gradient before the ReLU, and of it times x - mean.
template <typename T>
INLINED void add_gradients(const T* x, const T* gradient, Extent extent, const float* factor, const float* summand, const float* mean, float* sums, float* products) {
    for (int64_t c = 0; c < extent.channels; c += kLanes) {
        const Lanes times = load(factor + c), plus = load(summand + c), from = load(mean + c);
        Lanes sum = {}, product = {};
        for (int64_t row = 0; row < extent.rows; ++row) {
            const Lanes value = load(x + row * extent.channels + c);
            const Lanes passed = passed_by(value * times + plus, load(gradient + row * extent.channels + c));
            sum += passed;
            product += passed * (value - from);
        }
        store(sums + c, sum);
        store(products + c, product);
    }
}

// factor * (gradient before the ReLU - meanGradient - (x - mean) * slope), per channel.
template <typename T>
INLINED void input_gradient(const T* x, const T* gradient, Extent extent, const float* factor, const float* summand, const float* mean, const float* mean_gradient, const float* slope, T* result) {
    for (int64_t row = 0; row < extent.rows; ++row) {
        for (int64_t c = 0; c < extent.channels; c += kLanes) {
            const int64_t at = row * extent.channels + c;
            const Lanes value = load(x + at), times = load(factor + c);
            const Lanes passed = passed_by(value * times + load(summand + c), load(gradient + at));
            store(result + at, times * (passed - load(mean_gradient + c) - (value - load(mean + c)) * load(slope + c)));
        }
    }
}

// One body each, compiled for several processors; the best is chosen when the library is loaded.
#define FOR_TYPE(T)                                                                                                              \
    EACH_PROCESSOR void moments_of(const T* x, Extent e, const float* shift, float* sums, float* squares) {                      \
        add_moments(x, e, shift, sums, squares);                                                                                 \
    }                                                                                                                            \
    EACH_PROCESSOR void normalised(const T* x, Extent e, const float* factor, const float* summand, T* y) {                      \
        normalise(x, e, factor, summand, y);                                                                                     \
    }                                                                                                                            \
    EACH_PROCESSOR void gradients_of(const T* x, const T* g, Extent e, const float* factor, const float* summand,                \
                                     const float* mean, float* sums, float* products) {                                          \
        add_gradients(x, g, e, factor, summand, mean, sums, products);                                                           \
    }                                                                                                                            \
    EACH_PROCESSOR void gradient_of(const T* x, const T* g, Extent e, const float* factor, const float* summand,                 \
                                    const float* mean, const float* mean_gradient, const float* slope, T* result) {              \
        input_gradient(x, g, e, factor, summand, mean, mean_gradient, slope, result);                                            \
    }
FOR_TYPE(float)
FOR_TYPE(Bfloat16)

// Runs an action on each block of rows: action(block, first row, extent of the block).
template <typename Action>
void each_block(Extent extent, Action action) {
    const int64_t rows = extent.block_rows();
    at::parallel_for(0, extent.blocks(), std::max<int64_t>(1, at::internal::GRAIN_SIZE / kBlockValues), [&](int64_t begin, int64_t end) {
        for (int64_t block = begin; block < end; ++block) {
            const int64_t first = block * rows;
            action(block, first, Extent{std::min(rows, extent.rows - first), extent.channels});
        }
    });
}

// Two sums per channel over all rows: action(first row, extent of the block, first sums, second sums).
template <typename Action>
std::pair<std::vector<double>, std::vector<double>> summed(Extent extent, Action action) {
    const int64_t blocks = extent.blocks(), c = extent.channels;
    std::vector<float> parts(2 * blocks * c);
    each_block(extent, [&](int64_t block, int64_t first, Extent rows) {
        float* part = parts.data() + 2 * block * c;
        action(first, rows, part, part + c);
    });
    std::vector<double> one(c), two(c);
    for (int64_t block = 0; block < blocks; ++block) {
        const float* part = parts.data() + 2 * block * c;
        for (int64_t i = 0; i < c; ++i) {
            one[i] += part[i];
            two[i] += part[c + i];
        }
    }
    return {std::move(one), std::move(two)};
}

// y = x * factor + summand.
struct Line {
    std::vector<float> factor, summand;

    Line(const float* mean, const float* inverse, const float* weight, const float* bias, int64_t channels) : factor(channels), summand(channels) {
        for (int64_t c = 0; c < channels; ++c) {
            factor[c] = inverse[c] * weight[c];
            summand[c] = bias[c] - mean[c] * factor[c];
        }
    }
};

template <typename T>
T* numbers(const Tensor& tensor) {
    return static_cast<T*>(tensor.data_ptr());
}

template <typename T>
Tensor forward(const Tensor& x, const Tensor& weight, const Tensor& bias, const Tensor& running_mean, const Tensor& running_variance, double momentum, double eps, float* mean, float* inverse) {
    const Extent extent{x.numel() / x.size(1), x.size(1)};
    const T* from = numbers<T>(x);
    std::vector<float> shift(extent.channels);  // the first pixel: near enough to the mean for the squares to lose nothing
    for (int64_t c = 0; c < extent.channels; c += kLanes) {
        store(shift.data() + c, load(from + c));
    }
    const auto [sums, squares] = summed(extent, [&](int64_t first, Extent rows, float* one, float* two) {
        moments_of(from + first * extent.channels, rows, shift.data(), one, two);
    });
    const double n = static_cast<double>(extent.rows);
    float *means = numbers<float>(running_mean), *variances = numbers<float>(running_variance);
    for (int64_t c = 0; c < extent.channels; ++c) {
        const double centre = sums[c] / n, variance = std::max(squares[c] / n - centre * centre, 0.0);
        mean[c] = static_cast<float>(shift[c] + centre);
        inverse[c] = static_cast<float>(1 / std::sqrt(variance + eps));
        means[c] = static_cast<float>(momentum * mean[c] + (1 - momentum) * means[c]);
        variances[c] = static_cast<float>(momentum * variance * n / (n - 1) + (1 - momentum) * variances[c]);
    }
    Tensor y = at::empty_like(x);
    T* to = numbers<T>(y);
    const Line line(mean, inverse, numbers<float>(weight), numbers<float>(bias), extent.channels);
    each_block(extent, [&](int64_t, int64_t first, Extent rows) {
        normalised(from + first * extent.channels, rows, line.factor.data(), line.summand.data(), to + first * extent.channels);
    });
    return y;
}

template <typename T>
variable_list backward(const Tensor& x, const Tensor& gradient, const Tensor& weight, const Tensor& bias, const Tensor& mean, const Tensor& inverse, bool wants_input) {
    const Extent extent{x.numel() / x.size(1), x.size(1)};
    const T *from = numbers<T>(x), *g = numbers<T>(gradient);
    const float *means = numbers<float>(mean), *inverses = numbers<float>(inverse);
    const Line line(means, inverses, numbers<float>(weight), numbers<float>(bias), extent.channels);
    const auto [sums, products] = summed(extent, [&](int64_t first, Extent rows, float* one, float* two) {
        const int64_t at = first * extent.channels;
        gradients_of(from + at, g + at, rows, line.factor.data(), line.summand.data(), means, one, two);
    });
    Tensor weight_gradient = at::empty_like(weight), bias_gradient = at::empty_like(bias);
    float *of_weight = numbers<float>(weight_gradient), *of_bias = numbers<float>(bias_gradient);
    std::vector<float> mean_gradient(extent.channels), slope(extent.channels);
    const double n = static_cast<double>(extent.rows);
    for (int64_t c = 0; c < extent.channels; ++c) {
        const double inverse_deviation = inverses[c];
        of_bias[c] = static_cast<float>(sums[c]);
        of_weight[c] = static_cast<float>(products[c] * inverse_deviation);
        mean_gradient[c] = static_cast<float>(sums[c] / n);
        slope[c] = static_cast<float>(products[c] / n * inverse_deviation * inverse_deviation);
    }
    Tensor input_gradient;
    if (wants_input) {
        input_gradient = at::empty_like(x);
        T* to = numbers<T>(input_gradient);
        each_block(extent, [&](int64_t, int64_t first, Extent rows) {
            const int64_t at = first * extent.channels;
            gradient_of(from + at, g + at, rows, line.factor.data(), line.summand.data(), means, mean_gradient.data(), slope.data(), to + at);
        });
    }
    return {input_gradient, weight_gradient, bias_gradient, Tensor(), Tensor(), Tensor(), Tensor()};
}

struct NormReLU : torch::autograd::Function<NormReLU> {
    static Tensor forward(AutogradContext* context, const Tensor& x, const Tensor& weight, const Tensor& bias, const Tensor& running_mean, const Tensor& running_variance, double momentum, double eps) {
        Tensor mean = at::empty_like(weight), inverse = at::empty_like(weight);
        float *means = numbers<float>(mean), *inverses = numbers<float>(inverse);
        Tensor y = x.scalar_type() == at::kFloat
            ? ::forward<float>(x, weight, bias, running_mean, running_variance, momentum, eps, means, inverses)
            : ::forward<Bfloat16>(x, weight, bias, running_mean, running_variance, momentum, eps, means, inverses);
        context->save_for_backward({x, weight, bias, mean, inverse});
        return y;
    }

    static variable_list backward(AutogradContext* context, variable_list gradients) {
        TORCH_CHECK(!at::GradMode::is_enabled(), "norm_relu has no second derivative");
        const auto saved = context->get_saved_variables();
        const Tensor& x = saved[0];
        const Tensor gradient = gradients[0].contiguous(at::MemoryFormat::ChannelsLast);
        const bool wants_input = x.requires_grad();
        return x.scalar_type() == at::kFloat ? ::backward<float>(x, gradient, saved[1], saved[2], saved[3], saved[4], wants_input)
                                             : ::backward<Bfloat16>(x, gradient, saved[1], saved[2], saved[3], saved[4], wants_input);
    }
};

bool is_plain(const Tensor& tensor, int64_t channels) {
    return tensor.defined() && tensor.device().is_cpu() && tensor.scalar_type() == at::kFloat && tensor.numel() == channels && tensor.is_contiguous();
}

bool suits(const Tensor& x, const Tensor& weight, const Tensor& bias, const Tensor& mean, const Tensor& variance) {
    return x.device().is_cpu() && (x.scalar_type() == at::kFloat || x.scalar_type() == at::kBFloat16) && x.dim() == 4 && x.size(1) % kLanes == 0
        && x.numel() > x.size(1) && x.is_contiguous(at::MemoryFormat::ChannelsLast) && is_plain(weight, x.size(1)) && is_plain(bias, x.size(1))
        && is_plain(mean, x.size(1)) && is_plain(variance, x.size(1));
}

Tensor norm_relu(const Tensor& input, const Tensor& weight, const Tensor& bias, const Tensor& mean, const Tensor& variance, double momentum, double eps) {
    return suits(input, weight, bias, mean, variance) ? NormReLU::apply(input, weight, bias, mean, variance, momentum, eps)
                                                      : one_after_another(input, weight, bias, mean, variance, momentum, eps);
}

#else
constexpr auto norm_relu = one_after_another;
#endif

}  // namespace

// relu(batch_norm(input)) of a batch in training; the running values move.
TORCH_LIBRARY(mlnetdetection, library) {
    library.def("norm_relu(Tensor input, Tensor weight, Tensor bias, Tensor(a!) running_mean, Tensor(b!) running_var, float momentum, float eps) -> Tensor", &norm_relu);
}
