using System.Text.Json;

namespace MLNetDetection.Cli.Prediction;

/// <summary>One JSON array with a line for each picture.</summary>
internal sealed class JsonOutput(TextWriter output, IReadOnlyList<string> names) : IPredictionOutput
{
    private string _before = "[\n";

    public void Add(PictureDetections picture)
    {
        output.Write(_before + JsonSerializer.Serialize(new
        {
            file = picture.File,
            width = picture.Image.Width,
            height = picture.Image.Height,
            detections = picture.Detections.Select(item => new
            {
                label = names[item.ClassId],
                score = item.Score,
                box = (float[])[item.Box.X1, item.Box.Y1, item.Box.X2, item.Box.Y2],
            }),
        }));
        _before = ",\n";
    }

    public void Complete() => output.Write(_before == ",\n" ? "\n]\n" : "[]\n");

    public void Dispose()
    {
    }
}
