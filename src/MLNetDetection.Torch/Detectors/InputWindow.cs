using MLNetDetection.Core.Geometry;

namespace MLNetDetection.Torch.Detectors;

/// <summary>Which part of a picture's plane the network's input shows.</summary>
internal static class InputWindow
{
    /// <summary>
    /// The window, in the picture's pixels, that is stretched to the input: the picture itself, or for a letterbox the
    /// smallest window of the input's ratio around it, with the picture in the middle.
    /// </summary>
    public static BoxXyxy Of(float width, float height, int inputWidth, int inputHeight, InputFit fit)
    {
        if (fit == InputFit.Stretch)
        {
            return new BoxXyxy(0, 0, width, height);
        }

        float scale = Math.Max(width / inputWidth, height / inputHeight);
        float left = (width - scale * inputWidth) / 2, top = (height - scale * inputHeight) / 2;
        return new BoxXyxy(left, top, width - left, height - top);
    }
}
