using System.Diagnostics;
using System.Net;
using System.Text.Json;

namespace MLNetDetection.Web.Tests;

/// <summary>What happens when more requests come than there are places.</summary>
[Collection(ModelCollection.Name)]
public sealed class AdmissionTests(TrainedModel model)
{
    [Fact]
    public async Task Post_AllPlacesTaken_IsAnswered503AtOnce()
    {
        await using RunningServer server = await RunningServer.StartAsync(model.Path, "Concurrency=1", "QueueLength=1");
        byte[] picture = File.ReadAllBytes(model.Pictures[0].ImagePath);
        List<StallingContent> bodies = [];
        List<Task<HttpResponseMessage>> uploading = [];

        // A request counts from when the server has read its head: the picture may come before an upload, which is then the one refused. One more takes its place.
        HttpResponseMessage refused = await Until(
            async () =>
            {
                do
                {
                    bodies.Add(new StallingContent());
                    uploading.Add(server.Client.PostAsync("/api/detect", bodies[^1]));
                    await bodies[^1].Started;
                }
                while (bodies.Count < 2);

                return await server.PostAsync(picture);
            },
            response => response.StatusCode == HttpStatusCode.ServiceUnavailable);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal("1", refused.Headers.RetryAfter?.ToString());
        JsonElement problem = await RunningServer.JsonOf(refused);
        Assert.Equal("busy", problem.GetProperty("code").GetString());
        Assert.Equal("ready", (await server.GetAsync("/health")).GetProperty("status").GetString());
        bodies.ForEach(body => body.Release());
        await Task.WhenAll(uploading);
        Assert.Equal(HttpStatusCode.OK, (await server.PostAsync(picture)).StatusCode);
    }

    [Fact]
    public async Task Post_ManyAtOnce_AreAllAnsweredAlike()
    {
        await using RunningServer server = await RunningServer.StartAsync(model.Path, "Concurrency=2", "QueueLength=30");
        byte[] picture = File.ReadAllBytes(model.Pictures[0].ImagePath);

        HttpResponseMessage[] responses = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => server.PostAsync(picture)));

        Assert.All(responses, response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
        string[] found = await Task.WhenAll(responses.Select(async response => (await RunningServer.JsonOf(response)).GetProperty("images")[0].GetProperty("detections").GetRawText()));
        Assert.Single(found.Distinct());
    }

    [Fact]
    public async Task Post_ClientThatHangsUp_FreesItsPlace()
    {
        await using RunningServer server = await RunningServer.StartAsync(model.Path, "Concurrency=1", "QueueLength=0");
        using var gone = new CancellationTokenSource();
        using var body = new StallingContent();
        Task<HttpResponseMessage> hanging = server.Client.PostAsync("/api/detect", body, gone.Token);
        await body.Started;
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hanging);

        byte[] picture = File.ReadAllBytes(model.Pictures[0].ImagePath);
        HttpResponseMessage served = await Until(() => server.PostAsync(picture), response => response.StatusCode == HttpStatusCode.OK);

        Assert.Equal(HttpStatusCode.OK, served.StatusCode);
        body.Release();
    }

    [Fact]
    public void Build_SettingOutOfRange_IsRefusedByName()
    {
        var refused = Assert.Throws<Microsoft.Extensions.Options.OptionsValidationException>(() => WebApi.DetectionServer.Build(["--Detection:MaxImages=0"]));

        Assert.Contains("MaxImages", refused.Message);
    }

    private static async Task<HttpResponseMessage> Until(Func<Task<HttpResponseMessage>> ask, Func<HttpResponseMessage, bool> isRight)
    {
        var clock = Stopwatch.StartNew();
        HttpResponseMessage response = await ask();
        while (!isRight(response) && clock.Elapsed < TimeSpan.FromSeconds(20))
        {
            await Task.Delay(50);
            response = await ask();
        }

        return response;
    }
}
