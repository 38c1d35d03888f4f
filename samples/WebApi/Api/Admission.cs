using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace WebApi.Api;

/// <summary>How many requests may be in the house; one more is turned away before its body is read.</summary>
public static class Admission
{
    public const string Policy = "detect";

    public static void AddAdmission(this IServiceCollection services)
    {
        services.AddRateLimiter(limiter => limiter.OnRejected = RefuseAsync);
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<ServingOptions>>((limiter, serving) =>
        {
            // Those at work wait for one another in the detector, in turn. A queue in front of the body would let it grow stale unread.
            int places = serving.Value.WorkingRequests + serving.Value.QueueLength;
            limiter.AddConcurrencyLimiter(Policy, concurrency => (concurrency.PermitLimit, concurrency.QueueLimit) = (places, 0));
        });
    }

    private static async ValueTask RefuseAsync(OnRejectedContext context, CancellationToken cancellation)
    {
        HttpResponse response = context.HttpContext.Response;
        response.Headers.RetryAfter = "1";
        await Refusals.WriteAsync(
            context.HttpContext,
            new RefusedException(StatusCodes.Status503ServiceUnavailable, "busy", "The server is busy", "All places are taken. Try again in a second."));
    }
}
