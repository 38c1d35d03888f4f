using MLNetDetection.Core.Annotations;

namespace MLNetDetection.Cli.Prediction;

/// <summary>A CSV file with a line for each detection.</summary>
internal sealed class CsvOutput : IPredictionOutput
{
    private readonly StreamWriter _file;
    private readonly IReadOnlyList<string> _names;

    public CsvOutput(string path, IReadOnlyList<string> names)
    {
        (_file, _names) = (new StreamWriter(path) { NewLine = "\r\n" }, names);
        _file.WriteLine("file,width,height,label,score,x0,y0,x1,y1");
    }

    public void Add(PictureDetections picture)
    {
        foreach (Detection item in picture.Detections)
        {
            _file.WriteLine(FormattableString.Invariant(
                $"{Quoted(picture.File)},{picture.Image.Width},{picture.Image.Height},{Quoted(_names[item.ClassId])},{item.Score},{item.Box.X1},{item.Box.Y1},{item.Box.X2},{item.Box.Y2}"));
        }
    }

    public void Complete() => _file.Flush();

    public void Dispose() => _file.Dispose();

    private static string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
