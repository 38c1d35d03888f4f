using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace BatchScoring;

/// <summary>A row of the view that the model reads: a picture with its id.</summary>
internal sealed class PictureRow
{
    public long Id { get; set; }

    public string ImagePath { get; set; } = "";

    // ML.NET wants some size in the type; pictures may have any.
    [ImageType(240, 320)]
    public MLImage Image { get; set; } = null!;
}
