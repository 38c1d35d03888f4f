using System.Text.Json.Serialization;
using Microsoft.Extensions.ML;
using Microsoft.Extensions.Options;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using TorchSharp;
using WebApi.Api;
using WebApi.Detection;

namespace WebApi;

/// <summary>Puts the application together.</summary>
public static class DetectionServer
{
    public static WebApplication Build(string[] args)
    {
        // The page and the settings lie beside the program, wherever it is started.
        WebApplicationBuilder builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory, ApplicationName = typeof(DetectionServer).Assembly.GetName().Name });
        AddDetection(builder.Services);
        builder.Services.AddProblemDetails();
        builder.Services.AddOpenApi();
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict);
        builder.Services.AddAdmission();
        builder.WebHost.ConfigureKestrel((_, kestrel) => kestrel.AddServerHeader = false);

        WebApplication app = builder.Build();
        torch.set_num_threads(app.Services.GetRequiredService<IOptions<ServingOptions>>().Value.TorchThreads);
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseSecurityHeaders();
        app.UseDefaultFiles();
        app.UseStaticFiles();
        app.UseRateLimiter();
        app.MapOpenApi();
        app.MapDetection();
        return app;
    }

    private static void AddDetection(IServiceCollection services)
    {
        // A member of type MLImage is a column of pictures of any size.
        DataViewTypeManager.Register(new ImageDataViewType(), typeof(MLImage));
        services.AddOptions<ServingOptions>().BindConfiguration(ServingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ModelFile>();
        services.AddSingleton<PictureDetector>();
        services.AddHostedService<ModelWatch>();
        services.AddPredictionEnginePool<PictureInput, PictureOutput>();
        services.AddOptions<PredictionEnginePoolOptions<PictureInput, PictureOutput>>(PictureDetector.ModelName)
            .Configure<ModelFile>((pool, file) => pool.ModelLoader = file);
    }
}
