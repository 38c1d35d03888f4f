using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>One tensor index as the bridge reads it: a position, a slice (a missing bound is long.MinValue) or a tensor.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct IndexEntry
{
    public long Kind;
    public long Start;
    public long Stop;
    public long Step;
    public nint Tensor;
}
