using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace WebApi.Api;

/// <summary>What the OpenAPI document cannot read off the code of /api/detect, which takes its body as a stream.</summary>
public static class DetectDescription
{
    public static Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        OpenApiSchema file = new() { Type = JsonSchemaType.String, Format = "binary" };
        OpenApiSchema form = new()
        {
            Type = JsonSchemaType.Object,
            Properties = new Dictionary<string, IOpenApiSchema> { ["images"] = new OpenApiSchema { Type = JsonSchemaType.Array, Items = file } },
        };
        var content = new Dictionary<string, OpenApiMediaType> { ["multipart/form-data"] = new() { Schema = form } };
        foreach (string type in (string[])["image/jpeg", "image/png", "image/webp", "image/bmp"])
        {
            content[type] = new OpenApiMediaType { Schema = file };
        }

        operation.RequestBody = new OpenApiRequestBody { Required = true, Content = content };
        OpenApiParameter threshold = operation.Parameters!.OfType<OpenApiParameter>().Single(parameter => parameter.Name == "threshold");
        threshold.Description = "Objects of a lower score are left out; between 0 and 1.";
        return Task.CompletedTask;
    }
}
