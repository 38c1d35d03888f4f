using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>One index of a tensor, as in Python: a position, a slice, a mask or index tensor, an ellipsis, a new dimension.</summary>
    public struct TensorIndex
    {
        private const long Missing = long.MinValue;

        /// <summary>As many full slices as the other indices leave.</summary>
        public static TensorIndex Ellipsis = new() { _kind = Kind.Ellipsis };

        /// <summary>A new dimension of size 1.</summary>
        public static TensorIndex None = new() { _kind = Kind.None };

        /// <summary>A whole dimension.</summary>
        public static TensorIndex Colon = Slice();

        private Kind _kind;
        private long _start;
        private long _stop;
        private long _step;
        private Tensor? _tensor;

        // The bridge's numbers (native/torch/tensors.cpp).
        private enum Kind : long
        {
            Single = 0,
            Slice = 1,
            Tensor = 2,
            Ellipsis = 3,
            None = 4,
            Bool = 5,
        }

        /// <summary>A position.</summary>
        public static implicit operator TensorIndex(long value) => Single(value);

        /// <summary>A slice.</summary>
        public static implicit operator TensorIndex(Range range) => Slice(range);

        /// <summary>A position, counted from either end.</summary>
        public static implicit operator TensorIndex(System.Index index) => Single(index.IsFromEnd ? -index.Value : index.Value);

        /// <summary>From start up to, not including, stop; a missing bound is the dimension's end.</summary>
        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) => new()
        {
            _kind = Kind.Slice,
            _start = start ?? Missing,
            _stop = stop ?? Missing,
            _step = step ?? Missing,
        };

        /// <summary>A slice.</summary>
        internal static TensorIndex Slice(Range range)
        {
            long start = range.Start.IsFromEnd ? -range.Start.Value : range.Start.Value;
            long? stop = !range.End.IsFromEnd ? range.End.Value : range.End.Value == 0 ? null : -range.End.Value;
            return Slice(start, stop);
        }

        /// <summary>A position; negative ones count from the end.</summary>
        internal static TensorIndex Single(long? index) => new() { _kind = Kind.Single, _start = index ?? 0 };

        /// <summary>A mask (bool) or positions (long).</summary>
        public static TensorIndex Tensor(Tensor tensor) => new() { _kind = Kind.Tensor, _tensor = tensor };

        internal readonly IndexEntry ToNative() => new()
        {
            Kind = (long)_kind,
            Start = _start,
            Stop = _stop,
            Step = _step,
            Tensor = _tensor?.Handle ?? 0,
        };
    }
}
