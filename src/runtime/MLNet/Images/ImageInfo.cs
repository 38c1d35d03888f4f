using System.Runtime.InteropServices;

namespace Microsoft.ML.Data;

/// <summary>An image's size in pixels; laid out as the native side has it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct ImageInfo(int width, int height, bool opaque)
{
    public readonly int Width = width;
    public readonly int Height = height;
    private readonly int _opaque = opaque ? 1 : 0;

    public bool Opaque => _opaque != 0;

    /// <summary>Four bytes a pixel; both sides of the bridge refuse images where this would overflow.</summary>
    public int ByteCount => checked(Width * Height * 4);
}
