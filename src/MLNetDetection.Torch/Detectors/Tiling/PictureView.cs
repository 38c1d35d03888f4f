using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Geometry;

namespace MLNetDetection.Torch.Detectors.Tiling;

/// <summary>A part of a picture as the network sees it.</summary>
/// <param name="Window">What is brought to the input, pixels of the picture; may reach outside it.</param>
/// <param name="Flips">How it is mirrored on the way.</param>
internal readonly record struct PictureView(BoxXyxy Window, PictureFlips Flips)
{
    /// <summary>What was found in the view, in pixels of the picture; what lies in the padding alone is left out.</summary>
    /// <param name="found">Boxes in pixels of the input.</param>
    /// <param name="inputWidth">Of the network's input.</param>
    /// <param name="inputHeight">Of the network's input.</param>
    /// <param name="width">Of the picture.</param>
    /// <param name="height">Of the picture.</param>
    public IReadOnlyList<Detection> ToPicture(IReadOnlyList<Detection> found, int inputWidth, int inputHeight, int width, int height)
    {
        float x = Window.Width / inputWidth, y = Window.Height / inputHeight;
        var result = new List<Detection>(found.Count);
        foreach (Detection detection in found)
        {
            BoxXyxy upright = Upright(detection.Box, inputWidth, inputHeight);
            BoxXyxy box = new BoxXyxy(Window.X1 + upright.X1 * x, Window.Y1 + upright.Y1 * y, Window.X1 + upright.X2 * x, Window.Y1 + upright.Y2 * y).Clip(width, height);
            if (box.IsProper)
            {
                result.Add(detection with { Box = box });
            }
        }

        return result;
    }

    private BoxXyxy Upright(BoxXyxy box, int inputWidth, int inputHeight)
    {
        if (Flips.HasFlag(PictureFlips.Horizontal))
        {
            box = box with { X1 = inputWidth - box.X2, X2 = inputWidth - box.X1 };
        }

        return Flips.HasFlag(PictureFlips.Vertical) ? box with { Y1 = inputHeight - box.Y2, Y2 = inputHeight - box.Y1 } : box;
    }
}
