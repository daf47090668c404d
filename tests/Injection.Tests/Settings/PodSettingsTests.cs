using ConfigSync.Contract;

namespace ConfigSync.Injection.Tests.Settings;

public sealed class PodSettingsTests
{
    private const string Url = "http://localhost/reload";

    /// <summary>What the Pod, its profile and its Namespace's profile say: "-" is nothing, "u" is a URL to call, anything else is a way to reload.</summary>
    [Theory]
    [InlineData("-", "-", "-", "signal")]
    [InlineData("u", "-", "-", "http")]
    [InlineData("-", "u", "-", "http")]
    [InlineData("-", "-", "u", "http")]
    [InlineData("u", "none", "none", "http")]
    [InlineData("-", "u", "none", "http")]
    [InlineData("none", "u", "u", "none")]
    [InlineData("-", "none", "u", "none")]
    [InlineData("-", "-", "none", "none")]
    [InlineData("-", "restart", "none", "restart")]
    [InlineData("u none", "-", "-", "none")]
    [InlineData("-", "u none", "restart", "none")]
    [InlineData("-", "-", "u none", "none")]
    public void NearestToThePodSaysHowItReloads(string pod, string profile, string common, string reload) =>
        Assert.Equal(reload, Some.Settings(Values(pod), Values(profile), Values(common)).Reload);

    [Fact]
    public void EachSettingComesFromTheNearestThatGivesIt()
    {
        var settings = Some.Settings(
            [("interval", "1s")], [("interval", "2s"), ("signal", "SIGUSR1")], [("interval", "3s"), ("signal", "SIGUSR2"), ("agent-pull-secrets", "mirror, second")]);

        Assert.Equal(("1s", "SIGUSR1"), (settings.Interval, settings.Signal));
        Assert.Equal(["mirror", "second"], settings.AgentPullSecrets);
        Assert.False(settings.Values.IsFromPod(PodAnnotations.Signal));
    }

    private static (string Name, string Value)[] Values(string said) =>
        [.. said.Split(' ').Where(word => word != "-").Select(word => word == "u" ? ("reload-url", Url) : ("reload", word))];
}
