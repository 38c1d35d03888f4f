using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using WebApi.Detection;

namespace WebApi.Api;

/// <summary>Reads the pictures of a request into memory, never onto a disk, each within its limits.</summary>
public sealed class PictureRequest(HttpRequest request, ServingOptions limits)
{
    private const int LongestName = 200;

    /// <summary>One for a raw body; one for each file of multipart/form-data.</summary>
    /// <exception cref="RefusedException">It is not readable, empty, too large or too slow.</exception>
    public async Task<IReadOnlyList<UploadedPicture>> ReadAsync(CancellationToken cancellation)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(TimeSpan.FromSeconds(limits.UploadSeconds));
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = limits.MaxRequestBytes;
        }

        try
        {
            return request.ContentLength > limits.MaxRequestBytes ? throw RefusedException.Bytes("The request", limits.MaxRequestBytes)
                : Boundary() is { } boundary ? await ReadPartsAsync(boundary, timeout.Token)
                : [await ReadBodyAsync(timeout.Token)];
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw RefusedException.Slow(limits.UploadSeconds);
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw RefusedException.Bytes("The request", limits.MaxRequestBytes);
        }
        catch (Exception e) when (e is BadHttpRequestException or InvalidDataException || (e is IOException && !cancellation.IsCancellationRequested))
        {
            throw RefusedException.Malformed(e.Message);
        }
    }

    private string? Boundary()
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        StringSegment boundary = HeaderUtilities.RemoveQuotes(type.Boundary);
        return StringSegment.IsNullOrEmpty(boundary) ? throw RefusedException.Malformed("multipart/form-data names no boundary.") : boundary.Value;
    }

    private async Task<UploadedPicture> ReadBodyAsync(CancellationToken cancellation)
    {
        byte[] bytes = await ReadAsync(request.Body, "The picture", request.ContentLength ?? 0, cancellation);
        return bytes.Length > 0 ? UploadedPicture.Create("image", bytes, limits)
            : throw RefusedException.Empty("The body is empty: send a picture, or multipart/form-data with one or several files.");
    }

    private async Task<IReadOnlyList<UploadedPicture>> ReadPartsAsync(string boundary, CancellationToken cancellation)
    {
        var reader = new MultipartReader(boundary, request.Body) { HeadersCountLimit = 8, HeadersLengthLimit = 4096 };
        var pictures = new List<UploadedPicture>();
        while (await reader.ReadNextSectionAsync(cancellation) is { } section)
        {
            // Other fields of a form are skipped.
            if (section.AsFileSection() is not { FileStream: { } stream } file)
            {
                continue;
            }

            if (pictures.Count == limits.MaxImages)
            {
                throw RefusedException.Count(limits.MaxImages);
            }

            string name = NameOf(file.FileName);
            byte[] bytes = await ReadAsync(stream, name, 0, cancellation);
            pictures.Add(bytes.Length > 0 ? UploadedPicture.Create(name, bytes, limits) : throw RefusedException.Empty($"{name} is empty."));
        }

        return pictures.Count > 0 ? pictures : throw RefusedException.Empty("The form holds no file.");
    }

    private async Task<byte[]> ReadAsync(Stream stream, string name, long expected, CancellationToken cancellation)
    {
        if (expected > limits.MaxImageBytes)
        {
            throw RefusedException.Bytes(name, limits.MaxImageBytes);
        }

        using var copy = new MemoryStream((int)expected);
        byte[] buffer = new byte[1 << 14];
        while (await stream.ReadAsync(buffer, cancellation) is > 0 and int count)
        {
            if (copy.Length + count > limits.MaxImageBytes)
            {
                throw RefusedException.Bytes(name, limits.MaxImageBytes);
            }

            copy.Write(buffer, 0, count);
        }

        return copy.Length == copy.Capacity ? copy.GetBuffer() : copy.ToArray();
    }

    private static string NameOf(string name)
    {
        string last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        return last.Length == 0 ? "image" : last.Length > LongestName ? last[..LongestName] : last;
    }
}
