using Collab.Web.Api;

namespace Collab.Web.Hosting.Errors;

/// <summary>What people and programs see when something goes wrong: never a stack trace.</summary>
internal static class ErrorSetup
{
    /// <summary>Registers it.</summary>
    public static IServiceCollection AddCollabErrors(this IServiceCollection services)
    {
        services.AddExceptionHandler<Failures>();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        return services;
    }

    /// <summary>Puts it around everything below.</summary>
    public static void UseCollabErrors(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = context => Answer(context, StatusCodes.Status500InternalServerError) });
        app.UseStatusCodePages(context => Answer(context.HttpContext, context.HttpContext.Response.StatusCode));
    }

    /// <summary>Answers in the form that the caller reads.</summary>
    public static Task Answer(HttpContext context, int status) =>
        IsForPrograms(context.Request) ? Problems.ForStatus(status).ExecuteAsync(context) : ErrorPage.WriteAsync(context, status);

    /// <summary>True for addresses that programs call.</summary>
    public static bool IsForPrograms(HttpRequest request) =>
        request.Path.StartsWithSegments("/api") || request.Path.StartsWithSegments("/hubs") || request.Path.StartsWithSegments("/openapi");
}
