using MLNetDetection.Core.Datasets;

namespace BatchScoring;

/// <summary>Which id a picture and a class have: those of a COCO ground truth, or numbers that count from 1.</summary>
internal sealed class PictureIds
{
    private readonly Dictionary<string, long>? _images;
    private readonly Dictionary<string, int> _categories = [];
    private long _last;
    private int _lastCategory;

    public PictureIds(string? truthPath)
    {
        if (truthPath is null)
        {
            return;
        }

        CocoFile truth = CocoJsonReader.Read(truthPath);
        _images = truth.Images.GroupBy(image => image.FileName).ToDictionary(group => group.Key, group => group.First().Id);
        foreach (CocoCategory category in truth.Categories)
        {
            _categories.TryAdd(category.Name, category.Id);
            _lastCategory = Math.Max(_lastCategory, category.Id);
        }
    }

    /// <summary>The id of a picture by its path below the folder, else by its file name; null where the ground truth has neither.</summary>
    public long? Of(string relativePath)
    {
        if (_images is null)
        {
            return ++_last;
        }

        return _images.TryGetValue(relativePath.Replace('\\', '/'), out long id) || _images.TryGetValue(Path.GetFileName(relativePath), out id) ? id : null;
    }

    /// <summary>The id of a class; one that the ground truth does not list gets the next free number.</summary>
    public int OfClass(string name)
    {
        if (!_categories.TryGetValue(name, out int id))
        {
            _categories.Add(name, id = ++_lastCategory);
        }

        return id;
    }
}
