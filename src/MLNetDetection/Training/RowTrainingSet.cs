using Microsoft.ML;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Imaging;
using MLNetDetection.Data;

namespace MLNetDetection.Training;

/// <summary>An IDataView's images and objects, read once from start to end and then available in any order.</summary>
internal sealed class RowTrainingSet : ITrainingSet, IDisposable
{
    private readonly List<(string Name, IReadOnlyList<AnnotatedObject> Objects)> _rows = [];
    private readonly PixelStore _pixels;

    private RowTrainingSet(IReadOnlyList<string> classNames, PixelStore pixels)
    {
        ClassNames = classNames;
        _pixels = pixels;
    }

    public int Count => _rows.Count;

    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>Pixels that did not fit the memory budget, in bytes.</summary>
    public long SpilledBytes => _pixels.SpilledBytes;

    public int CountObjects(int classId) => _rows.Sum(r => r.Objects.Count(o => o.ClassId == classId));

    /// <summary>Reads all of it; pictures longer than <paramref name="longestSide"/> become smaller with their boxes, 0 leaves them.</summary>
    public static RowTrainingSet Load(
        IDataView data, IReadOnlyList<string> classNames, SsdTrainer.Options options, int longestSide, string? temporaryFolder, DataReport report)
    {
        var set = new RowTrainingSet(classNames, new PixelStore((long)options.CacheMegabytes << 20, temporaryFolder));
        try
        {
            set.ReadAll(data, options, longestSide, report);
            return set;
        }
        catch
        {
            set.Dispose();
            throw;
        }
    }

    public TrainingSample Read(int index) => new(_rows[index].Name, _pixels.Read(index), _rows[index].Objects);

    public void Dispose() => _pixels.Dispose();

    private void ReadAll(IDataView data, SsdTrainer.Options options, int longestSide, DataReport report)
    {
        var names = new RowNames(data.Schema);
        using DataViewRowCursor cursor = data.GetRowCursor(DetectionRowReader.Needed(data.Schema, options).Concat(names.Needed).Distinct());
        names.Bind(cursor);
        var reader = new DetectionRowReader(cursor, options, report);
        while (cursor.MoveNext())
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            if (reader.Read(() => names.Of(cursor.Position)) is not { } row)
            {
                continue;
            }

            TrainingSample sample = new(names.Of(cursor.Position), row.Image, row.Objects);
            sample = longestSide == 0 ? sample : sample.Within(longestSide);
            _pixels.Add(sample.Image);
            _rows.Add((sample.Name, sample.Objects));
        }
    }
}
