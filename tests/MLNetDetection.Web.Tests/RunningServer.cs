using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using WebApi;

namespace MLNetDetection.Web.Tests;

/// <summary>The sample's own application on a free port of this machine, with settings of a test.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RunningServer(WebApplication app) => _app = app;

    public required HttpClient Client { get; init; }

    public string Address => _app.Urls.Single();

    public IServiceProvider Services => _app.Services;

    /// <param name="model">The model file; null for none.</param>
    /// <param name="settings">As on the command line, "Concurrency=1".</param>
    public static async Task<RunningServer> StartAsync(string? model, params string[] settings)
    {
        WebApplication app = DetectionServer.Build(
        [
            "--Urls=http://127.0.0.1:0", $"--Detection:Model={model}", "--Detection:PollSeconds=0.1", "--Logging:LogLevel:Default=Warning",
            .. settings.Select(setting => $"--Detection:{setting}"),
        ]);
        await app.StartAsync();
        var handler = new SocketsHttpHandler { UseProxy = false };
        return new RunningServer(app) { Client = new HttpClient(handler) { BaseAddress = new Uri(app.Urls.Single()), Timeout = TimeSpan.FromMinutes(2) } };
    }

    public Task<HttpResponseMessage> PostAsync(byte[] body, string type = "image/png") => Client.PostAsync("/api/detect", Body(body, type));

    public Task<HttpResponseMessage> PostFormAsync(params (string Name, byte[] Bytes)[] files)
    {
        var form = new MultipartFormDataContent();
        foreach ((string name, byte[] bytes) in files)
        {
            form.Add(Body(bytes, "application/octet-stream"), "images", name);
        }

        return Client.PostAsync("/api/detect", form);
    }

    public async Task<JsonElement> GetAsync(string path) => await JsonOf(await Client.GetAsync(path));

    public static async Task<JsonElement> JsonOf(HttpResponseMessage response) => JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;

    public async Task StopAsync() => await _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static ByteArrayContent Body(byte[] bytes, string type) => new(bytes) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
}
