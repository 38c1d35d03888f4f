using System.Globalization;
using MLNetDetection.Core.Annotations;

namespace MLNetDetection.Cli.Prediction;

/// <summary>Lines for people.</summary>
internal sealed class TextOutput(TextWriter output, IReadOnlyList<string> names) : IPredictionOutput
{
    public void Add(PictureDetections picture)
    {
        output.WriteLine($"{picture.File}: {picture.Image.Width}x{picture.Image.Height}, {picture.Detections.Count} found");
        foreach (Detection item in picture.Detections)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {names[item.ClassId]} {item.Score:0.000} at {item.Box.X1:0.0} {item.Box.Y1:0.0} {item.Box.X2:0.0} {item.Box.Y2:0.0}"));
        }
    }

    public void Complete()
    {
    }

    public void Dispose()
    {
    }
}
