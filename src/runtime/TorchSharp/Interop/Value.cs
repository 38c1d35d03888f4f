using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>One argument or result of a native operator call: 16 bytes, laid out as the bridge's Value.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Value
{
    public ValueKind Kind;
    public int Length;
    public long Payload;
}
