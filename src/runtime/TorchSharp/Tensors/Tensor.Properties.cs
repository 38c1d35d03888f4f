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
        internal long Dimensions => Describe(0);

        /// <summary>The number of dimensions.</summary>
        internal long ndim => Describe(0);

        /// <summary>The number of elements.</summary>
        internal long NumberOfElements => Describe(1);

        /// <summary>The bytes of one element.</summary>
        internal long ElementSize => Describe(2);

        /// <summary>The type of the elements.</summary>
        public ScalarType dtype => (ScalarType)Describe(3);

        /// <summary>The kind of device.</summary>
        internal DeviceType device_type => (DeviceType)Describe(4);

        /// <summary>Which device of its kind; -1 for main memory.</summary>
        internal int device_index => (int)Describe(5);

        /// <summary>Where the tensor lies.</summary>
        public Device device => device_type == DeviceType.CPU ? new Device(DeviceType.CPU) : new Device(device_type, device_index);

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

        /// <summary>The number of elements.</summary>
        public long numel() => Describe(1);

        /// <summary>The bytes of one element.</summary>
        public long element_size() => Describe(2);

        /// <summary>The step in elements from one position to the next, per dimension.</summary>
        internal long[] stride() => Sizes(strides: true);

        /// <summary>True where the elements lie in order without gaps.</summary>
        internal bool is_contiguous() => (Describe(6) & 4) != 0;

        /// <summary>True for the four floating-point types.</summary>
        public bool is_floating_point() => torch.is_floating_point(dtype);

        /// <summary>Sets requires_grad and returns this tensor.</summary>
        public Tensor requires_grad_(bool requires_grad = true) => with_requires_grad(requires_grad);

        /// <summary>Sets requires_grad and returns this tensor.</summary>
        internal Tensor with_requires_grad(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        /// <summary>Adds the gradients of this scalar to the leaves it was computed from.</summary>
        public void backward() => autograd.backward([this]);

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
