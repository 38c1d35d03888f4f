using Microsoft.ML.Data;

namespace WebApi.Detection;

/// <summary>A row that a detector reads.</summary>
public sealed class PictureInput
{
    public MLImage? Image { get; set; }
}
