using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetDetection.Core.Imaging;
using MLNetDetection.Data;
using MLNetDetection.Data.Images;
using MLNetDetection.Persistence;

namespace MLNetDetection;

/// <summary>Reads the image file that each row names when its image is asked for: upright, RGB, limited. Thread-safe.</summary>
public sealed class DetectionImageLoadingTransformer : ITransformer
{
    internal const string Wanted = "text, the path of an image file";

    internal DetectionImageLoadingTransformer(string output, string input, string? folder, DetectionImageOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(output);
        ArgumentException.ThrowIfNullOrEmpty(input);
        options.Check();
        OutputColumnName = output;
        InputColumnName = input;
        ImageFolder = string.IsNullOrEmpty(folder) ? null : Path.GetFullPath(folder);
        OnBadImage = options.OnBadImage;
        MaximumPixels = options.MaximumPixels;
    }

    /// <summary>The MLImage column that is added.</summary>
    public string OutputColumnName { get; }

    /// <summary>The text column of paths.</summary>
    public string InputColumnName { get; }

    /// <summary>Where relative paths start; null takes paths as they are.</summary>
    public string? ImageFolder { get; }

    /// <summary>What happens with a file that cannot be used.</summary>
    public BadDataPolicy OnBadImage { get; }

    /// <summary>Pictures of more pixels cannot be used.</summary>
    public long MaximumPixels { get; }

    /// <inheritdoc/>
    public bool IsRowToRowMapper => true;

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The path column is missing or no text.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => new LoadedImageSchema(inputSchema, this).Output;

    /// <inheritdoc/>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => new LoadedImageMapper(new LoadedImageSchema(inputSchema, this));

    /// <inheritdoc/>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new LoadedImageView(new LoadedImageSchema(input.Schema, this), input);
    }

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ArgumentNullException.ThrowIfNull(ctx);
        DetectionImageModelFile.Save(ctx, this);
    }

    /// <summary>The image at a path, or null where the policy leaves it out; the caller disposes it.</summary>
    internal MLImage? Load(ReadOnlyMemory<char> name)
    {
        try
        {
            if (name.IsEmpty)
            {
                throw new InvalidDataException($"The row has no path in column '{InputColumnName}'.");
            }

            string path = ImageFolder is null ? name.ToString() : Path.Combine(ImageFolder, name.ToString());
            PixelImage image = DetectionImages.Read(path, MaximumPixels);
            MLImage result = image.ToMLImage();
            result.Tag = path;
            return result;
        }
        catch (InvalidDataException) when (OnBadImage == BadDataPolicy.Skip)
        {
            return null;
        }
    }
}
