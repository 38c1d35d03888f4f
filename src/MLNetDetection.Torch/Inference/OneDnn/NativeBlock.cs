using System.Runtime.InteropServices;

namespace MLNetDetection.Torch.Inference.OneDnn;

/// <summary>Memory outside the collector's, on the border of a cache line.</summary>
internal sealed unsafe class NativeBlock(long bytes) : SafeHandle(nint.Zero, ownsHandle: true)
{
    private const int Alignment = 64;

    public override bool IsInvalid => handle == 0;

    public byte* Address
    {
        get
        {
            if (handle == 0)
            {
                SetHandle((nint)NativeMemory.AlignedAlloc((nuint)Math.Max(bytes, 1), Alignment));
            }

            return (byte*)handle;
        }
    }

    public static NativeBlock Of(ReadOnlySpan<float> values)
    {
        var block = new NativeBlock(values.Length * sizeof(float));
        values.CopyTo(new Span<float>(block.Address, values.Length));
        return block;
    }

    protected override bool ReleaseHandle()
    {
        NativeMemory.AlignedFree((void*)handle);
        return true;
    }
}
