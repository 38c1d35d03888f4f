using Microsoft.ML.Data;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Imaging;
using MLNetDetection.Data.Images;

namespace MLNetDetection;

/// <content>
/// Predictions without an IDataView: of files, of ML.NET's pictures and of pixels in memory, best detection first, boxes in pixels of the
/// picture given, clipped to it. A model that was trained behind ResizeImages has seen resized pictures only, and should be given such.
/// </content>
public sealed partial class SsdTransformer
{
    /// <summary>
    /// Files of more pixels are refused before they are decoded, by every Predict that takes a path; at least 1. Default
    /// <see cref="DetectionImages.DefaultMaximumPixels"/>. Not saved with the model.
    /// </summary>
    public long MaximumPixels
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = DetectionImages.DefaultMaximumPixels;

    /// <summary>The objects in a picture file, read as <see cref="DetectionImages.Read"/> does: upright by its EXIF orientation.</summary>
    /// <param name="path">A JPEG, PNG, BMP or WebP file.</param>
    /// <exception cref="InvalidDataException">It is missing, no image, cut off or too large; the message names it.</exception>
    /// <exception cref="ObjectDisposedException">The transformer was disposed.</exception>
    public IReadOnlyList<Detection> Predict(string path) => Predict(DetectionImages.Read(path, MaximumPixels));

    /// <summary>The objects in one picture, which stays the caller's.</summary>
    /// <exception cref="ObjectDisposedException">The transformer was disposed.</exception>
    public IReadOnlyList<Detection> Predict(MLImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return Predict(image.ToPixelImage());
    }

    /// <summary>The objects in pixels in memory, such as a camera's; they are copied.</summary>
    /// <param name="pixels">Rows from the top.</param>
    /// <param name="width">Pixels, at least 1.</param>
    /// <param name="height">Pixels, at least 1.</param>
    /// <param name="layout">The bytes of a pixel.</param>
    /// <param name="stride">Bytes from one row to the next; 0 where nothing lies between them.</param>
    /// <exception cref="ArgumentException">The pixels are too few, or a number is out of range.</exception>
    /// <exception cref="ObjectDisposedException">The transformer was disposed.</exception>
    public IReadOnlyList<Detection> Predict(ReadOnlySpan<byte> pixels, int width, int height, PixelLayout layout = PixelLayout.Rgb24, int stride = 0) =>
        Predict(RawPixels.Read(pixels, width, height, layout, stride));

    /// <summary>The objects in several pictures, <see cref="BatchSize"/> at a time.</summary>
    /// <param name="images">May be empty; they stay the caller's.</param>
    /// <param name="cancellation">Looked at between batches.</param>
    /// <exception cref="ObjectDisposedException">The transformer was disposed.</exception>
    public IReadOnlyList<Detection>[] Predict(IReadOnlyList<MLImage> images, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        return PredictBatches(images.Count, i => (images[i] ?? throw new ArgumentException($"Image {i} is null.", nameof(images))).ToPixelImage(), cancellation);
    }

    /// <summary>The objects in several files, <see cref="BatchSize"/> at a time; the next ones are decoded while the network runs.</summary>
    /// <param name="paths">May be empty.</param>
    /// <param name="cancellation">Looked at before each file and each batch.</param>
    /// <exception cref="InvalidDataException">A file is missing, no image, cut off or too large; the message names it.</exception>
    /// <exception cref="ObjectDisposedException">The transformer was disposed.</exception>
    public IReadOnlyList<Detection>[] Predict(IReadOnlyList<string> paths, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        long maximum = MaximumPixels;
        return PredictBatches(paths.Count, i => DetectionImages.Read(paths[i], maximum), cancellation);
    }

    /// <summary>As <see cref="Predict(string)"/>, on the thread pool.</summary>
    /// <param name="path">A JPEG, PNG, BMP or WebP file.</param>
    /// <param name="cancellation">Looked at before reading and before the network runs; what the network has begun it ends.</param>
    public Task<IReadOnlyList<Detection>> PredictAsync(string path, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        return PredictAsync(() => DetectionImages.Read(path, MaximumPixels), cancellation);
    }

    /// <summary>As <see cref="Predict(MLImage)"/>, on the thread pool.</summary>
    /// <param name="image">Must live, and stay as it is, until the task ends.</param>
    /// <param name="cancellation">Looked at before the network runs; what the network has begun it ends.</param>
    public Task<IReadOnlyList<Detection>> PredictAsync(MLImage image, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        return PredictAsync(image.ToPixelImage, cancellation);
    }

    /// <summary>As <see cref="Predict(ReadOnlySpan{byte}, int, int, PixelLayout, int)"/>, on the thread pool.</summary>
    /// <param name="pixels">Rows from the top; copied before the method returns.</param>
    /// <param name="width">Pixels, at least 1.</param>
    /// <param name="height">Pixels, at least 1.</param>
    /// <param name="layout">The bytes of a pixel.</param>
    /// <param name="stride">Bytes from one row to the next; 0 where nothing lies between them.</param>
    /// <param name="cancellation">Looked at before the network runs; what the network has begun it ends.</param>
    /// <exception cref="ArgumentException">The pixels are too few, or a number is out of range.</exception>
    public Task<IReadOnlyList<Detection>> PredictAsync(
        ReadOnlySpan<byte> pixels, int width, int height, PixelLayout layout = PixelLayout.Rgb24, int stride = 0, CancellationToken cancellation = default)
    {
        PixelImage image = RawPixels.Read(pixels, width, height, layout, stride);
        return PredictAsync(() => image, cancellation);
    }

    /// <summary>As <see cref="Predict(IReadOnlyList{string}, CancellationToken)"/>, on the thread pool.</summary>
    /// <param name="paths">May be empty; must stay as it is until the task ends.</param>
    /// <param name="cancellation">Looked at before each file and each batch; what the network has begun it ends.</param>
    public Task<IReadOnlyList<Detection>[]> PredictAsync(IReadOnlyList<string> paths, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return Task.Run(() => Predict(paths, cancellation), cancellation);
    }

    private IReadOnlyList<Detection> Predict(PixelImage image) => Detector.Detect([image], DetectOptions)[0];

    private Task<IReadOnlyList<Detection>> PredictAsync(Func<PixelImage> read, CancellationToken cancellation) => Task.Run(
        () => Detector.Detect([read()], DetectOptions, cancellation)[0], cancellation);

    private IReadOnlyList<Detection>[] PredictBatches(int count, Func<int, PixelImage> read, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(Detector.IsDisposed, this);
        var result = new IReadOnlyList<Detection>[count];
        Task<PixelImage[]> next = ReadBatch(0);
        try
        {
            for (int first = 0; first < count; first += BatchSize)
            {
                PixelImage[] images = next.GetAwaiter().GetResult();
                next = ReadBatch(first + images.Length);
                Detector.Detect(images, DetectOptions, cancellation).CopyTo(result, first);
            }

            return result;
        }
        finally
        {
            Task.WaitAny(next); // nothing reads the caller's pictures once this has returned
        }

        Task<PixelImage[]> ReadBatch(int first) => Task.Run(
            () => Enumerable.Range(first, Math.Min(BatchSize, count - first)).Select(i =>
            {
                cancellation.ThrowIfCancellationRequested();
                return read(i);
            }).ToArray(),
            cancellation);
    }
}
