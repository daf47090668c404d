using ConfigSync.Injection.Reading;

namespace ConfigSync.Injection.Tests.Reading;

public sealed class ResourcesReaderTests
{
    private static ResourcesView Read(string resources) => Some.Pod(container: $$"""
        "resources": {{resources}}
        """).Containers[0].Resources;

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{ "requests": null, "limits": {}, "claims": [ { "name": "gpu" } ] }""")]
    public void NothingIsRequested(string resources) => Assert.Equal(default, Read(resources));

    [Fact]
    public void ThereIsAnAmountForEachResource() => Assert.Equal(
        new ResourcesView(new Allotment(500, 1000), new Allotment(1024, 2048), new Allotment(1_000_000, 2_000_000)) { HasAny = true },
        Read("""{ "requests": { "cpu": "0.5", "memory": "1Ki", "ephemeral-storage": "1M" }, "limits": { "cpu": "1", "memory": "2Ki", "ephemeral-storage": "2e6" } }"""));

    [Fact]
    public void NumberOfAManifestIsAQuantity() =>
        Assert.Equal(new Allotment(500, 1000), Read("""{ "requests": { "cpu": 0.5 }, "limits": { "cpu": 1 } }""").Cpu);

    [Fact]
    public void EscapedTextIsAQuantity() => Assert.Equal(new Allotment(500, 0), Read("""{ "requests": { "cpu": "500\u006d" } }""").Cpu);

    [Fact]
    public void LimitWithoutARequestIsARequest() => Assert.Equal(new Allotment(1000, 1000), Read("""{ "limits": { "cpu": "1" } }""").Cpu);

    [Theory]
    [InlineData("""{ "requests": { "cpu": "0" }, "limits": { "cpu": "1" } }""")]
    [InlineData("""{ "requests": { "cpu": "1" } }""")]
    [InlineData("""{ "requests": { "cpu": "some" }, "limits": { "cpu": "lots" } }""")]
    public void RatioIsNotKnown(string resources) => Assert.False(Read(resources).Cpu.HasRatio);

    [Fact]
    public void AnotherResourceIsOneAsWell() =>
        Assert.Equal(new ResourcesView { HasAny = true }, Read("""{ "limits": { "hugepages-2Mi": "100Mi" } }"""));

    [Theory]
    [InlineData("[]")]
    [InlineData("""{ "requests": "1" }""")]
    [InlineData("""{ "limits": { "memory": true } }""")]
    public void WrongTypeIsMalformed(string resources) => Assert.Throws<MalformedFieldException>(() => Read(resources));
}
