using Microsoft.AspNetCore.Mvc;

namespace WebApi.Api;

/// <summary>Refusals as RFC 9457 problem details, with a member "code".</summary>
public static class Refusals
{
    public static async Task WriteAsync(HttpContext context, RefusedException refused)
    {
        context.Response.StatusCode = refused.Status;
        var problem = new ProblemDetails { Status = refused.Status, Title = refused.Title, Detail = refused.Message, Extensions = { ["code"] = refused.Code } };
        await context.RequestServices.GetRequiredService<IProblemDetailsService>().WriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = problem });
    }
}
