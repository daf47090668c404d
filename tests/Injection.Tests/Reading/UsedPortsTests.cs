using ConfigSync.Injection.Reading;

namespace ConfigSync.Injection.Tests.Reading;

public sealed class UsedPortsTests
{
    [Theory]
    [InlineData("9533")]
    [InlineData(":9533")]
    [InlineData("--port=9533")]
    [InlineData("http://localhost:9533/path")]
    [InlineData("exec app -p 9533 -v")]
    [InlineData("95330 9533")]
    [InlineData("[9533,9534]")]
    public void PortIsMentioned(string text) => Assert.True(UsedPorts.IsMentioned(Pod(text), 9533));

    [Theory]
    [InlineData("")]
    [InlineData("95330")]
    [InlineData("19533")]
    [InlineData("1.9533")]
    [InlineData("v9533")]
    [InlineData("--size=9533Mi")]
    [InlineData("a-9533")]
    public void NumberIsNoPort(string text) => Assert.False(UsedPorts.IsMentioned(Pod(text), 9533));

    [Fact]
    public void ContainersOfOursDoNotCount()
    {
        var pod = Some.Read("""
            { "spec": { "containers": [ { "name": "app" } ],
              "initContainers": [ { "name": "config-sync", "args": [ "--listen=:9533" ], "ports": [ { "containerPort": 9533 } ] } ] } }
            """);

        Assert.False(UsedPorts.IsMentioned(pod, 9533) || UsedPorts.IsDeclared(pod, 9533));
    }

    private static PodView Pod(string text) => Some.Pod(container: $$"""
        "env": [ { "name": "A", "value": "{{text}}" } ]
        """);
}
