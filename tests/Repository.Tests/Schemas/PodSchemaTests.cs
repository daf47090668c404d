using ConfigSync.TestKit.Schemas;

namespace ConfigSync.Repository.Tests.Schemas;

public sealed class PodSchemaTests
{
    [Fact]
    public void ValidPodHasNoFault() => Assert.Empty(PodSchema.Validate(
        """
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"web","labels":{"app":"web"}},
         "spec":{"containers":[{"name":"app","image":"nginx:1.27","ports":[{"containerPort":80}],
           "livenessProbe":{"httpGet":{"path":"/","port":"http"}},"resources":{"limits":{"memory":"16Mi"}}}]}}
        """));

    [Theory]
    [InlineData("""{"spec":{"containers":[{"name":"app","imagine":"nginx"}]}}""", "imagine")]
    [InlineData("""{"spec":{"containers":[{"name":"app","ports":[{"containerPort":"80"}]}]}}""", "containerPort")]
    [InlineData("""{"spec":{"containers":{"name":"app"}}}""", "containers")]
    [InlineData("""{"spec":{"containers":[{"image":"nginx"}]}}""", "name")]
    [InlineData("""{"spec":{"volumes":[{"name":"c","configMap":{"nome":"c"}}],"containers":[{"name":"app"}]}}""", "nome")]
    public void FaultIsNamedByItsPath(string pod, string named) =>
        Assert.Contains(PodSchema.Validate(pod), fault => fault.Contains(named, StringComparison.Ordinal));
}
