using System.Text.Json;

namespace MLNetDetection.Torch.Training;

/// <summary>
/// A run as JSON lines: an object when it starts, one for every few steps, one for each epoch, one for its end. Each line is flushed; a
/// run that goes on from a checkpoint is appended to the same file.
/// </summary>
public sealed class JsonLinesLog : RunLog
{
    private readonly string _path;
    private FileStream? _file;

    /// <summary>A log.</summary>
    /// <param name="path">The file; it and its folder are made where they are missing.</param>
    /// <param name="every">Steps from one line to the next, at least 1; default 10.</param>
    /// <exception cref="ArgumentException">No path, or <paramref name="every"/> under 1.</exception>
    public JsonLinesLog(string path, int every = 10)
        : base(every)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        _path = Path.GetFullPath(path);
    }

    private protected override void Open(TrainingContext run)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        _file = new FileStream(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        EndCutLine(_file);
        Line("start", run, writer =>
        {
            writer.WriteString("time", DateTimeOffset.UtcNow);
            writer.WriteString("network", run.Detector.Architecture.Name);
            writer.WriteNumber("images", run.TrainingSet.Count);
            writer.WriteNumber("validation_images", run.ValidationSet?.Count ?? 0);
            writer.WriteNumber("epochs", run.Options.Epochs);
            writer.WriteNumber("batch_size", run.Options.BatchSize);
            writer.WriteNumber("seed", run.Options.Seed);
            writer.WriteStartArray("classes");
            foreach (string name in run.Detector.ClassNames)
            {
                writer.WriteStringValue(name);
            }

            writer.WriteEndArray();
        });
    }

    private protected override void Step(TrainingContext run) => Line("step", run, writer => Numbers(writer, RunFigures.OfStep(run)));

    private protected override void EndOfEpoch(TrainingContext run, EpochRecord epoch) => Line("epoch", run, writer => Numbers(writer, RunFigures.OfEpoch(epoch)));

    private protected override void EndOfRun(TrainingContext run) => Line("end", run, writer =>
    {
        writer.WriteString("reason", run.End?.ToString() ?? run.Error?.Message ?? "");
        writer.WriteNumber("best_epoch", run.BestEpoch);
    });

    private protected override void Close()
    {
        _file?.Dispose();
        _file = null;
    }

    // A run that was killed may have left half a line.
    private static void EndCutLine(FileStream file)
    {
        if (file.Length > 0)
        {
            file.Seek(-1, SeekOrigin.End);
            if (file.ReadByte() != '\n')
            {
                file.WriteByte((byte)'\n');
            }
        }
    }

    private static void Numbers(Utf8JsonWriter writer, IEnumerable<KeyValuePair<string, double>> figures)
    {
        foreach ((string name, double value) in figures)
        {
            if (double.IsFinite(value))
            {
                writer.WriteNumber(name, value);
            }
            else
            {
                writer.WriteNull(name);
            }
        }
    }

    private void Line(string kind, TrainingContext run, Action<Utf8JsonWriter> content)
    {
        using var line = new MemoryStream();
        using (var writer = new Utf8JsonWriter(line))
        {
            writer.WriteStartObject();
            writer.WriteString("kind", kind);
            writer.WriteNumber("epoch", run.Epoch);
            writer.WriteNumber("step", run.Iteration);
            writer.WriteNumber("seconds", Math.Round(run.Elapsed.TotalSeconds, 3));
            content(writer);
            writer.WriteEndObject();
        }

        line.WriteByte((byte)'\n');
        _file!.Write(line.GetBuffer(), 0, (int)line.Length); // at once, so that readers see whole lines
        _file.Flush();
    }
}
