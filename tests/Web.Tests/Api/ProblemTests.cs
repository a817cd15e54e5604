using Collab.Domain.Shared;
using Collab.Web.Api;
using Collab.Web.Tests.Hosting;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Xunit;

namespace Collab.Web.Tests.Api;

/// <summary>Each error has its answer, and each route says which problems it answers with.</summary>
[Collection(WorldCollection.Name)]
public sealed class ProblemTests(TestWorld world)
{
    // One of each kind; a new kind of error fails the test below until it stands here.
    private static readonly (Error Error, int Status)[] Known =
    [
        (new Error.NotFound(), 404),
        (new Error.Forbidden("a.b", "text"), 403),
        (new Error.Invalid("a.b", "text", "field"), 400),
        (new Error.Conflict("a.b", "text"), 409),
        (new Error.TooMany(TimeSpan.FromMilliseconds(1500)), 429),
        (new Error.Unavailable("a.b", "text"), 503),
    ];

    [Fact]
    public void Every_kind_of_error_has_an_answer()
    {
        Assert.Equal(
            typeof(Error).GetNestedTypes().Where(t => t.IsSubclassOf(typeof(Error))).Select(t => t.Name).Order(),
            Known.Select(k => k.Error.GetType().Name).Order());
        foreach (var (error, status) in Known)
        {
            var answer = Problems.From(error);
            Assert.Equal((status, error.Code, error.Message), (answer.Status, answer.Code, answer.Detail));
        }

        Assert.Equal("field", Problems.From(Known[2].Error).Field);
        Assert.Equal(TimeSpan.FromMilliseconds(1500), Problems.From(Known[4].Error).RetryAfter);
    }

    [Theory]
    [InlineData(401, "unauthenticated")]
    [InlineData(404, "not_found")]
    [InlineData(405, "method_not_allowed")]
    [InlineData(413, "request.too_large")]
    [InlineData(415, "request.not_json")]
    [InlineData(418, "request.invalid")]
    [InlineData(500, "internal")]
    [InlineData(503, "unavailable")]
    public void Every_status_has_a_code(int status, string code) => Assert.Equal(code, Problems.ForStatus(status).Code);

    [Fact]
    public void Each_route_has_a_name_a_summary_and_the_common_problems()
    {
        var routes = world.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText?.StartsWith("/api/v1", StringComparison.Ordinal) == true).ToArray();
        Assert.NotEmpty(routes);
        foreach (var route in routes)
        {
            var where = route.RoutePattern.RawText;
            Assert.True(route.Metadata.GetMetadata<IEndpointNameMetadata>() is not null, $"{where} has no name.");
            Assert.True(route.Metadata.GetMetadata<IEndpointSummaryMetadata>() is not null, $"{where} has no summary.");
            Assert.True(
                route.Metadata.GetOrderedMetadata<Microsoft.AspNetCore.Authorization.IAuthorizeData>().Any(a => a.Policy == "api"), $"{where} is open to everybody.");
            var declared = route.Metadata.GetOrderedMetadata<IProducesResponseTypeMetadata>().Select(m => m.StatusCode).ToHashSet();
            Assert.Superset(new HashSet<int> { 401, 404, 429, 500, 503 }, declared);
        }
    }
}
