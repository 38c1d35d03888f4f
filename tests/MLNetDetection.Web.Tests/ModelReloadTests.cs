using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MLNetDetection.Tests.TestData;
using WebApi.Detection;

namespace MLNetDetection.Web.Tests;

/// <summary>A model that comes, changes, is broken or is half written while the server runs.</summary>
[Collection(ModelCollection.Name)]
public sealed class ModelReloadTests(TrainedModel model) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("served.zip");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Server_WithoutAModel_SaysHowToGetOneAndTakesItWhenItComes()
    {
        await using RunningServer server = await RunningServer.StartAsync(Path);
        byte[] picture = File.ReadAllBytes(model.Pictures[0].ImagePath);

        HttpResponseMessage health = await server.Client.GetAsync("/health"), refused = await server.PostAsync(picture);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable), (health.StatusCode, refused.StatusCode));
        JsonElement problem = await RunningServer.JsonOf(refused);
        Assert.Equal("no_model", problem.GetProperty("code").GetString());
        Assert.Contains("./build.sh demo", problem.GetProperty("detail").GetString());
        File.Copy(model.Path, Path);
        await WaitFor(server, version => version == VersionOf(model.Path));
        Assert.Equal(HttpStatusCode.OK, (await server.PostAsync(picture)).StatusCode);
    }

    [Fact]
    public async Task Server_FileThatChangesUnderLoad_AnswersEveryRequestByOneOfTheTwo()
    {
        File.Copy(model.Path, Path);
        await using RunningServer server = await RunningServer.StartAsync(Path, "QueueLength=30");
        byte[] picture = File.ReadAllBytes(model.Pictures[0].ImagePath);
        string expected = await Found(server, picture);
        using var stop = new CancellationTokenSource();
        Task<int>[] clients = [.. Enumerable.Range(0, 4).Select(_ => AskAsync(server, picture, stop.Token))];

        foreach (string next in new[] { model.OtherPath, model.Path, model.OtherPath, model.Path })
        {
            Replace(next);
            await WaitFor(server, version => version == VersionOf(next));
        }

        await stop.CancelAsync();
        int[] answered = await Task.WhenAll(clients);
        Assert.All(answered, count => Assert.NotEqual(0, count));

        // No engine of a model before came back into the pool.
        for (int i = 0; i < 8; i++)
        {
            Assert.Equal(expected, await Found(server, picture));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Server_FileThatBreaks_GoesOnWithTheModelBefore(bool isHalf)
    {
        File.Copy(model.Path, Path);
        await using RunningServer server = await RunningServer.StartAsync(Path);
        byte[] whole = File.ReadAllBytes(model.OtherPath), picture = File.ReadAllBytes(model.Pictures[0].ImagePath);

        File.WriteAllBytes(Path, isHalf ? whole[..(whole.Length / 2)] : "no model"u8.ToArray());
        JsonElement info = await WaitFor(server, _ => true, info => info.GetProperty("problem").ValueKind == JsonValueKind.String);

        Assert.Contains("cannot be read", info.GetProperty("problem").GetString());
        Assert.Equal(VersionOf(model.Path), info.GetProperty("model").GetProperty("version").GetString());
        Assert.Equal(HttpStatusCode.OK, (await server.PostAsync(picture)).StatusCode);
        File.WriteAllBytes(Path, whole);
        JsonElement mended = await WaitFor(server, version => version == VersionOf(model.OtherPath));
        Assert.Equal(JsonValueKind.Null, mended.GetProperty("problem").ValueKind);
        Assert.Equal(HttpStatusCode.OK, (await server.PostAsync(picture)).StatusCode);
    }

    [Fact]
    public async Task Server_ModelThatIsReplaced_FreesItOnceItsRequestsAreDone()
    {
        File.Copy(model.Path, Path);
        await using RunningServer server = await RunningServer.StartAsync(Path);
        ModelFile file = server.Services.GetRequiredService<ModelFile>();
        await Found(server, File.ReadAllBytes(model.Pictures[0].ImagePath));
        SharedModel before = file.Current!;
        before.AddUser(); // as a running request does

        Replace(model.OtherPath);
        await WaitFor(server, version => version == VersionOf(model.OtherPath));

        Assert.False(before.IsFreed);
        before.RemoveUser();
        Assert.True(before.IsFreed);
        Assert.False(file.Current!.IsFreed);
    }

    // As a careful deployment does it, and with another time, however fast the test is.
    private void Replace(string next)
    {
        string part = Path + ".part";
        File.Copy(next, part, overwrite: true);
        File.SetLastWriteTimeUtc(part, DateTime.UtcNow);
        File.Move(part, Path, overwrite: true);
    }

    private static async Task<int> AskAsync(RunningServer server, byte[] picture, CancellationToken stop)
    {
        int count = 0;
        while (!stop.IsCancellationRequested)
        {
            HttpResponseMessage response = await server.PostAsync(picture);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            count++;
        }

        return count;
    }

    private static async Task<string> Found(RunningServer server, byte[] picture) =>
        (await RunningServer.JsonOf(await server.PostAsync(picture))).GetProperty("images")[0].GetProperty("detections").GetRawText();

    private static string VersionOf(string path) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)))[..12];

    private static async Task<JsonElement> WaitFor(RunningServer server, Func<string?, bool> isVersion, Func<JsonElement, bool>? isState = null)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            JsonElement info = await server.GetAsync("/api/model");
            string? version = info.GetProperty("model").ValueKind == JsonValueKind.Object ? info.GetProperty("model").GetProperty("version").GetString() : null;
            if (isVersion(version) && (isState?.Invoke(info) ?? true))
            {
                return info;
            }

            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), $"The server did not come to the expected state; it is at {info.GetRawText()}.");
            await Task.Delay(50);
        }
    }
}
