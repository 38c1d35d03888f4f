using Microsoft.ML.Data;

namespace MLNetDetection.Transforming;

/// <summary>Copies a buffered value into the caller's variable, which the caller owns from then on.</summary>
internal delegate void SlotCopier<T>(in T from, ref T to);

/// <summary>How each kind of column value is copied.</summary>
internal static class SlotCopiers
{
    public static SlotCopier<T> For<T>()
    {
        if (typeof(T) == typeof(MLImage))
        {
            return (SlotCopier<T>)(object)(SlotCopier<MLImage>)CopyImage;
        }

        if (typeof(T).IsGenericType && typeof(T).GetGenericTypeDefinition() == typeof(VBuffer<>))
        {
            return typeof(SlotCopiers).GetMethod(nameof(CopyVector), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
                .MakeGenericMethod(typeof(T).GetGenericArguments()).CreateDelegate<SlotCopier<T>>();
        }

        return static (in T from, ref T to) => to = from;
    }

    private static void CopyVector<TItem>(in VBuffer<TItem> from, ref VBuffer<TItem> to) => from.CopyTo(ref to);

    // A consumer disposes the image it is given when it asks for the next, so it gets one of its own.
    private static void CopyImage(in MLImage from, ref MLImage to)
    {
        to?.Dispose();
        to = from is null ? null! : MLImage.CreateFromPixels(from.Width, from.Height, from.PixelFormat, from.Pixels);
        if (from is not null)
        {
            to.Tag = from.Tag;
        }
    }
}
