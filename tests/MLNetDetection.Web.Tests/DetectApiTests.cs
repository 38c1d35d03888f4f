using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Tests.TestData;

namespace MLNetDetection.Web.Tests;

[Collection(ModelCollection.Name)]
public sealed class DetectApiTests(TrainedModel model) : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private RunningServer _server = null!;

    public async Task InitializeAsync() =>
        _server = await RunningServer.StartAsync(model.Path, "MaxImageBytes=200000", "MaxRequestBytes=500000", "MaxImages=3", "MaxPixels=1000000", "UploadSeconds=1");

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Post_RawPicture_FindsTheBlockWhereItIs()
    {
        BlockPictures.Row row = model.Pictures[0];

        HttpResponseMessage response = await _server.PostAsync(File.ReadAllBytes(row.ImagePath));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        JsonElement image = Assert.Single((await RunningServer.JsonOf(response)).GetProperty("images").EnumerateArray());
        Assert.Equal((BlockPictures.Width, BlockPictures.Height), (image.GetProperty("width").GetInt32(), image.GetProperty("height").GetInt32()));
        Blocks.AssertFound(image, row.Label[0], Blocks.TruthOf(row));
    }

    [Fact]
    public async Task Post_SeveralPictures_AnswersInTheirOrder()
    {
        BlockPictures.Row[] rows = [model.Pictures[0], model.Pictures[1]];

        JsonElement answer = await RunningServer.JsonOf(await _server.PostFormAsync([.. rows.Select((row, i) => ($"../../{i}.png", File.ReadAllBytes(row.ImagePath)))]));

        JsonElement[] images = [.. answer.GetProperty("images").EnumerateArray()];
        Assert.Equal(["0.png", "1.png"], images.Select(image => image.GetProperty("name").GetString()));
        Assert.All(images.Zip(rows), pair => Blocks.AssertFound(pair.First, pair.Second.Label[0], Blocks.TruthOf(pair.Second)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(8)]
    public async Task Post_PictureWithExifOrientation_AnswersInUprightPixels(int orientation)
    {
        (byte[] jpeg, BoxXyxy box) = Blocks.Turned(_folder, orientation);

        JsonElement image = (await RunningServer.JsonOf(await _server.PostAsync(jpeg, "image/jpeg"))).GetProperty("images")[0];

        Assert.Equal(BlockPictures.Width, image.GetProperty("width").GetInt32());
        Blocks.AssertFound(image, "red", box);
    }

    [Fact]
    public async Task Post_Threshold_LeavesOutLowerScores()
    {
        byte[] picture = File.ReadAllBytes(model.Pictures[0].ImagePath);

        JsonElement all = await RunningServer.JsonOf(await _server.PostAsync(picture));
        float best = Scores(all).Max();
        Assert.Equal(Scores(all).Where(score => score >= best - 0.01f), Scores(await At(best - 0.01f)));
        Assert.Empty(Scores(await At(best + 0.01f)));

        async Task<JsonElement> At(float threshold) => await RunningServer.JsonOf(
            await _server.Client.PostAsync(FormattableString.Invariant($"/api/detect?threshold={threshold}"), new ByteArrayContent(picture)));
    }

    [Theory]
    [InlineData("text", 415, "not_an_image")]
    [InlineData("gif", 415, "not_an_image")]
    [InlineData("empty", 400, "empty")]
    [InlineData("cut", 422, "damaged")]
    [InlineData("noise", 422, "damaged")]
    [InlineData("bomb", 413, "too_many_pixels")]
    [InlineData("large", 413, "too_large")]
    public async Task Post_BadPicture_IsRefusedWithItsReason(string kind, int status, string code)
    {
        HttpResponseMessage raw = await _server.PostAsync(Bad(kind), "image/jpeg");
        await AssertRefused(raw, status, code);
        HttpResponseMessage form = await _server.PostFormAsync(("fine.png", File.ReadAllBytes(model.Pictures[0].ImagePath)), ("bad.jpg", Bad(kind)));
        await AssertRefused(form, status, code, "bad.jpg");
    }

    [Theory]
    [InlineData("multipart/form-data", "x", "malformed")]
    [InlineData("multipart/form-data; boundary=b", "no boundary in here", "malformed")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"a\"; filename=\"a.png\"\r\n\r\ncut", "malformed")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nno file\r\n--b--\r\n", "empty")]
    [InlineData("multipart/form-data; boundary=b", "--b--\r\n", "empty")]
    public async Task Post_BadMultipart_IsRefused(string type, string body, string code)
    {
        var content = new ByteArrayContent(Encoding.ASCII.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);

        await AssertRefused(await _server.Client.PostAsync("/api/detect", content), 400, code);
    }

    [Fact]
    public async Task Post_TooManyPictures_IsRefused()
    {
        byte[] picture = File.ReadAllBytes(model.Pictures[0].ImagePath);

        await AssertRefused(await _server.PostFormAsync([.. Enumerable.Repeat(("a.png", picture), 4)]), 400, "too_many_images");
    }

    [Theory]
    [InlineData("-0.1")]
    [InlineData("1.5")]
    [InlineData("NaN")]
    [InlineData("many")]
    public async Task Post_ThresholdOutOfRange_IsRefused(string threshold)
    {
        HttpResponseMessage response = await _server.Client.PostAsync($"/api/detect?threshold={threshold}", new ByteArrayContent(File.ReadAllBytes(model.Pictures[0].ImagePath)));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Post_UploadThatStalls_IsEndedInTime()
    {
        // By hand: HttpClient reads no answer before it has sent the whole body.
        var address = new Uri(_server.Address);
        using var client = new TcpClient(address.Host, address.Port);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync("POST /api/detect HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nbegin"u8.ToArray());

        using var reader = new StreamReader(stream);

        Assert.StartsWith("HTTP/1.1 408 ", await reader.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task Get_ModelAndHealth_NameTheModelAndTheLimits()
    {
        JsonElement info = await _server.GetAsync("/api/model"), health = await _server.GetAsync("/health");

        Assert.True(info.GetProperty("ready").GetBoolean());
        Assert.Equal(["blue", "red"], info.GetProperty("classes").EnumerateArray().Select(name => name.GetString()!).Order());
        Assert.Equal(200_000, info.GetProperty("limits").GetProperty("maxImageBytes").GetInt32());
        Assert.Equal("ready", health.GetProperty("status").GetString());
        Assert.Equal(info.GetProperty("model").GetProperty("version").GetString(), health.GetProperty("model").GetProperty("version").GetString());
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(model.Path)))[..12], health.GetProperty("model").GetProperty("version").GetString());
    }

    [Fact]
    public async Task Get_OpenApi_DescribesRequestAndAnswers()
    {
        JsonElement detect = (await _server.GetAsync("/openapi/v1.json")).GetProperty("paths").GetProperty("/api/detect").GetProperty("post");

        Assert.Superset(
            new HashSet<string> { "multipart/form-data", "image/jpeg", "image/png" },
            detect.GetProperty("requestBody").GetProperty("content").EnumerateObject().Select(type => type.Name).ToHashSet());
        Assert.Superset(
            new HashSet<string> { "200", "400", "413", "415", "422", "503" }, detect.GetProperty("responses").EnumerateObject().Select(status => status.Name).ToHashSet());
    }

    private byte[] Bad(string kind)
    {
        byte[] jpeg = Blocks.Turned(_folder, 1).Jpeg;
        return kind switch
        {
            "text" => "a text file"u8.ToArray(),
            "gif" => [.. "GIF89a"u8, 1, 0, 1, 0, 0, 0, 0, 0x3B],
            "empty" => [],
            "cut" => jpeg[..(jpeg.Length / 2)],
            "noise" => Noise(File.ReadAllBytes(model.Pictures[0].ImagePath)),
            "bomb" => Claiming(File.ReadAllBytes(model.Pictures[0].ImagePath), 60_000),
            "large" => [.. jpeg, .. new byte[200_001]],
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    // A PNG's compressed data overwritten, its frame left whole.
    private static byte[] Noise(byte[] png)
    {
        new Random(1).NextBytes(png.AsSpan(60, png.Length - 100));
        return png;
    }

    // A PNG's head with other sides; the pixels are never reached.
    private static byte[] Claiming(byte[] png, int side)
    {
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), side);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), side);
        return png;
    }

    private static IEnumerable<float> Scores(JsonElement answer) =>
        answer.GetProperty("images")[0].GetProperty("detections").EnumerateArray().Select(found => found.GetProperty("score").GetSingle());

    private static async Task AssertRefused(HttpResponseMessage response, int status, string code, string? name = null)
    {
        JsonElement problem = await RunningServer.JsonOf(response);
        Assert.Equal((status, code), ((int)response.StatusCode, problem.GetProperty("code").GetString()));
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.False(string.IsNullOrEmpty(problem.GetProperty("detail").GetString()));
        if (name is not null)
        {
            Assert.Contains(name, problem.GetProperty("detail").GetString());
        }
    }
}
