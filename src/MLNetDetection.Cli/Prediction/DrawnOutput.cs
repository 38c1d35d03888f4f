using Microsoft.ML.Data;
using MLNetDetection.Core.Imaging;
using MLNetDetection.Core.Reports;

namespace MLNetDetection.Cli.Prediction;

/// <summary>Pictures with their boxes, in one folder.</summary>
internal sealed class DrawnOutput : IPredictionOutput
{
    private readonly string _folder;
    private readonly string _kind;
    private readonly IReadOnlyList<string> _names;
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    public DrawnOutput(string folder, string kind, IReadOnlyList<string> names)
    {
        (_folder, _kind, _names) = (folder, kind, names);
        Directory.CreateDirectory(folder);
    }

    public void Add(PictureDetections picture)
    {
        ReportBox[] boxes = [.. picture.Detections.Select(item => ReportBox.Prediction(item.Box, _names[item.ClassId], item.Score, item.ClassId))];
        string target = Free(Path.GetFileNameWithoutExtension(picture.File));
        if (_kind == "svg")
        {
            File.WriteAllText(target, DetectionDrawing.ToSvg(picture.Image.Width, picture.Image.Height, boxes, Upright(picture)));
            return;
        }

        using MLImage drawn = DetectionDrawing.Draw(picture.Image, boxes).ToMLImage();
        drawn.Save(target);
    }

    public void Complete()
    {
    }

    public void Dispose()
    {
    }

    // Pictures of several folders may have one name.
    private string Free(string name)
    {
        string free = name;
        for (int i = 2; !_taken.Add(free); i++)
        {
            free = $"{name}-{i}";
        }

        return Path.Combine(_folder, $"{free}.{_kind}");
    }

    // The file as it is, but for one that only viewers turn upright: what stands in an SVG is turned by some and not by others.
    private static byte[] Upright(PictureDetections picture)
    {
        byte[] file = File.ReadAllBytes(picture.File);
        if (ImageFileInfo.Read(file).Orientation == 1)
        {
            return file;
        }

        string temporary = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".jpg");
        try
        {
            using MLImage image = picture.Image.ToMLImage();
            image.Save(temporary);
            return File.ReadAllBytes(temporary);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
