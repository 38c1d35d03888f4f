using TorchSharp.Interop;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The memory of a contiguous CPU tensor. It lives as long as the tensor does.</summary>
        /// <exception cref="InvalidOperationException">The tensor is not contiguous, or not in main memory.</exception>
        /// <exception cref="ArgumentException">It has more bytes than a span can name.</exception>
        public unsafe Span<byte> bytes
        {
            get
            {
                long length = NumberOfElements * ElementSize;
                CheckReadable(length);
                return new Span<byte>((void*)DataPointer(), (int)length);
            }
            set
            {
                if (!is_contiguous())
                {
                    throw new InvalidOperationException("SetBytes() called on non-contiguous tensor.");
                }

                if (NumberOfElements * ElementSize != value.Length)
                {
                    throw new ArgumentException("Mismatched data sizes in SetBytes().");
                }

                value.CopyTo(new Span<byte>((void*)DataPointer(), value.Length));
            }
        }

        /// <summary>The elements as .NET values; a tensor elsewhere is first copied to main memory.</summary>
        /// <exception cref="ArgumentException">T is not the tensor's element type.</exception>
        public TensorAccessor<T> data<T>()
            where T : unmanaged
        {
            ValidateType(typeof(T));
            return new TensorAccessor<T>(device_type == DeviceType.CPU ? this : cpu());
        }

        /// <summary>The one element of a tensor of one element.</summary>
        /// <exception cref="ArgumentException">There are more or none, or T is not the tensor's element type.</exception>
        public T item<T>()
            where T : unmanaged
        {
            if (NumberOfElements != 1)
            {
                throw new ArgumentException("Number of elements in the tensor must be 1");
            }

            return data<T>()[0];
        }

        /// <summary>The one element of a tensor of one element, of any type.</summary>
        internal Scalar ToScalar() => Scalar.From(Ops.item.Number(this));

        /// <summary>Writes the elements' bytes in order.</summary>
        /// <exception cref="InvalidOperationException">The tensor is not contiguous, or not in main memory.</exception>
        internal unsafe void WriteBytesToStream(Stream stream, int bufferSize = 1024)
        {
            CheckReadable(0);
            byte* data = (byte*)DataPointer();
            for (long left = NumberOfElements * ElementSize; left > 0;)
            {
                int length = (int)Math.Min(left, Math.Max(bufferSize, LargestPiece));
                stream.Write(new ReadOnlySpan<byte>(data, length));
                data += length;
                left -= length;
            }
        }

        /// <summary>Overwrites the elements with bytes from a stream.</summary>
        /// <exception cref="EndOfStreamException">The stream ends early.</exception>
        /// <exception cref="InvalidOperationException">The tensor is not contiguous, or not in main memory.</exception>
        internal unsafe void ReadBytesFromStream(Stream stream, int bufferSize = 1024)
        {
            CheckReadable(0);
            byte* data = (byte*)DataPointer();
            for (long left = NumberOfElements * ElementSize; left > 0;)
            {
                int length = (int)Math.Min(left, Math.Max(bufferSize, LargestPiece));
                stream.ReadExactly(new Span<byte>(data, length));
                data += length;
                left -= length;
            }
        }

        // Straight from and to the tensor's memory, in pieces that fit a span.
        private const int LargestPiece = 1 << 20;

        internal nint DataPointer()
        {
            NativeMethods.Check(NativeMethods.mlnd_tensor_data(Handle, out nint data));
            return data;
        }

        internal void ValidateType(Type type)
        {
            Type? expected = dtype switch
            {
                ScalarType.Byte => typeof(byte),
                ScalarType.Int8 => typeof(sbyte),
                ScalarType.Int16 => typeof(short),
                ScalarType.Int32 => typeof(int),
                ScalarType.Int64 => typeof(long),
                ScalarType.Bool => typeof(bool),
                ScalarType.Float16 => typeof(Half),
                ScalarType.Float32 => typeof(float),
                ScalarType.Float64 => typeof(double),
                _ => null,
            };
            if (expected is null)
            {
                throw new ArgumentException($"No support for {dtype} in TorchSharp");
            }

            if (type != expected)
            {
                throw new ArgumentException($"{type.Name} is not compatible with {dtype}");
            }
        }

        private void CheckReadable(long length)
        {
            if (!is_contiguous())
            {
                throw new InvalidOperationException("Bytes() called on non-contiguous tensor.");
            }

            if (length > int.MaxValue)
            {
                throw new ArgumentException("Span only supports up to int.MaxValue elements.");
            }

            if (device_type != DeviceType.CPU)
            {
                throw new InvalidOperationException(
                    "Reading data from non-CPU memory is not supported. Move or copy the tensor to the cpu before reading.");
            }
        }
    }
}
