using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private const int DescriptionLength = 8;

        /// <summary>The sizes, one number per dimension.</summary>
        public long[] shape => Sizes(strides: false);

        /// <summary>The number of dimensions.</summary>
        public long Dimensions => Describe(0);

        /// <summary>The number of dimensions.</summary>
        public long ndim => Describe(0);

        /// <summary>The number of elements.</summary>
        public long NumberOfElements => Describe(1);

        /// <summary>The bytes of one element.</summary>
        public long ElementSize => Describe(2);

        /// <summary>The type of the elements.</summary>
        public ScalarType dtype => (ScalarType)Describe(3);

        /// <summary>The kind of device.</summary>
        public DeviceType device_type => (DeviceType)Describe(4);

        /// <summary>Which device of its kind; -1 for main memory.</summary>
        public int device_index => (int)Describe(5);

        /// <summary>Where the tensor lies.</summary>
        public Device device => device_type == DeviceType.CPU ? new Device(DeviceType.CPU) : new Device(device_type, device_index);

        /// <summary>True for a tensor on a CUDA device.</summary>
        public bool is_cuda => device_type == DeviceType.CUDA;

        /// <summary>True for a tensor that no recorded operation made.</summary>
        public bool is_leaf => (Describe(6) & 1) != 0;

        /// <summary>Whether operations on the tensor are recorded for its gradient.</summary>
        public bool requires_grad
        {
            get => (Describe(6) & 2) != 0;
            set => NativeMethods.Check(NativeMethods.mlnd_tensor_set_requires_grad(Handle, value ? 1 : 0));
        }

        /// <summary>The accumulated gradient, a new handle each time; null before the first backward.</summary>
        public Tensor? grad
        {
            get
            {
                NativeMethods.Check(NativeMethods.mlnd_tensor_grad(Handle, out nint gradient));
                return gradient == 0 ? null : new Tensor(gradient);
            }
            set => NativeMethods.Check(NativeMethods.mlnd_tensor_set_grad(Handle, value?.Handle ?? 0));
        }

        /// <summary>The number of dimensions.</summary>
        public long dim() => Describe(0);

        /// <summary>The number of elements.</summary>
        public long numel() => Describe(1);

        /// <summary>The bytes of one element.</summary>
        public long element_size() => Describe(2);

        /// <summary>The sizes, one number per dimension.</summary>
        public long[] size() => Sizes(strides: false);

        /// <summary>One size; a negative dimension counts from the end.</summary>
        public long size(int dim) => Ops.size_int.Number(this, (long)dim).Payload;

        /// <summary>The step in elements from one position to the next, per dimension.</summary>
        public long[] stride() => Sizes(strides: true);

        /// <summary>The position of the first element in the shared memory.</summary>
        public long storage_offset() => Describe(7);

        /// <summary>True where the elements lie in order without gaps.</summary>
        public bool is_contiguous() => (Describe(6) & 4) != 0;

        /// <summary>True for the four floating-point types.</summary>
        public bool is_floating_point() => torch.is_floating_point(dtype);

        /// <summary>True for integers and truth values.</summary>
        public bool is_integral() => torch.is_integral(dtype);

        /// <summary>Sets requires_grad and returns this tensor.</summary>
        public Tensor requires_grad_(bool requires_grad = true) => with_requires_grad(requires_grad);

        /// <summary>Sets requires_grad and returns this tensor.</summary>
        public Tensor with_requires_grad(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        /// <summary>Keeps the gradient of a tensor that is not a leaf.</summary>
        public void retain_grad() => Ops.retain_grad.Run(this);

        /// <summary>Adds the gradients of this scalar to the leaves it was computed from.</summary>
        public void backward() => autograd.backward([this]);

        /// <summary>Adds the gradients of this tensor, times grad_tensors, to the leaves it was computed from.</summary>
        public void backward(
            IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null) =>
            autograd.backward([this], grad_tensors, retain_graph, create_graph, inputs);

        private unsafe long Describe(int item)
        {
            long* description = stackalloc long[DescriptionLength];
            NativeMethods.Check(NativeMethods.mlnd_tensor_describe(Handle, description));
            return description[item];
        }

        private unsafe long[] Sizes(bool strides)
        {
            var sizes = new long[Dimensions];
            fixed (long* start = sizes)
            {
                NativeMethods.Check(NativeMethods.mlnd_tensor_sizes(Handle, strides ? 1 : 0, start));
            }

            return sizes;
        }
    }
}
