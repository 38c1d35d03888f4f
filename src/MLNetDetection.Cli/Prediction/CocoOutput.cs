using MLNetDetection.Core.Datasets;
using MLNetDetection.Core.Metrics;
using MLNetDetection.Core.Metrics.Output;

namespace MLNetDetection.Cli.Prediction;

/// <summary>COCO's result file, with the ids of a ground truth or ids that count from 1.</summary>
internal sealed class CocoOutput : IPredictionOutput
{
    private readonly string _path;
    private readonly EvaluationSetBuilder _set;
    private readonly Dictionary<string, long>? _imageIds;
    private readonly int[] _classIds;
    private long _pictures;

    public CocoOutput(string path, string? truth, IReadOnlyList<string> names)
    {
        _path = path;
        _classIds = [.. Enumerable.Range(1, names.Count)];
        if (truth is not null)
        {
            CocoFile file = CocoJsonReader.Read(truth);
            _imageIds = file.Images.GroupBy(image => image.FileName).ToDictionary(group => group.Key, group => group.First().Id);
            Dictionary<string, int> ids = file.Categories.GroupBy(category => category.Name).ToDictionary(group => group.Key, group => group.First().Id);

            // A class that the truth does not list keeps out of the way of those it does.
            int free = file.Categories.Count == 0 ? 1 : file.Categories.Max(category => category.Id) + 1;
            _classIds = [.. names.Select(name => ids.TryGetValue(name, out int id) ? id : free++)];
        }

        _set = new EvaluationSetBuilder(_classIds.Distinct().Select(id => new EvaluationClass(id, names[Array.IndexOf(_classIds, id)])));
        File.WriteAllText(path, "[]"); // a place that cannot be written is told before the work
    }

    public void Add(PictureDetections picture)
    {
        _pictures++;
        long id = _imageIds is null ? _pictures
            : _imageIds.TryGetValue(picture.File.Replace('\\', '/'), out long known) || _imageIds.TryGetValue(Path.GetFileName(picture.File), out known) ? known
            : throw new InvalidDataException($"The ground truth has no image '{Path.GetFileName(picture.File)}'; --coco-ids needs one for every picture.");
        _set.Add(id, [], [.. picture.Detections.Select(item => item with { ClassId = _classIds[item.ClassId] })], picture.File);
    }

    public void Complete()
    {
        using FileStream stream = File.Create(_path);
        CocoResultsJson.Write(stream, _set.Build());
    }

    public void Dispose()
    {
    }
}
