using MLNetDetection.Core.Datasets.Coco;

namespace MLNetDetection.Core.Datasets;

/// <summary>
/// Reads COCO's JSON, of any length, without holding its text: an object with images, annotations and categories, or a result file's bare
/// array of detections. What has no box format here (masks, keypoints, licences) is passed over. Ids may be numbers or text of a number.
/// </summary>
public static class CocoJsonReader
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">It is not COCO's JSON; the message names the file, the item, the place and the fault.</exception>
    public static CocoFile Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        using FileStream stream = new(path, new FileStreamOptions { BufferSize = 0, Options = FileOptions.SequentialScan });
        return Read(stream, path);
    }

    /// <summary>Reads UTF-8 text to its end; <paramref name="name"/> is what errors call it.</summary>
    /// <exception cref="InvalidDataException">It is not COCO's JSON.</exception>
    public static CocoFile Read(Stream json, string name)
    {
        ArgumentNullException.ThrowIfNull(json);
        List<CocoImage> images = [];
        List<CocoCategory> categories = [];
        List<CocoBox> boxes = [];
        new CocoStream(name) { TakeImage = images.Add, TakeCategory = categories.Add, TakeBox = boxes.Add }.ReadSetOrResult(json);
        return new CocoFile(name, images, categories, boxes);
    }
}
