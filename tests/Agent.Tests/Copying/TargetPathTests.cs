using ConfigSync.Agent.Copying;

namespace ConfigSync.Agent.Tests.Copying;

public sealed class TargetPathTests
{
    [Theory]
    [InlineData("/config-sync/targets/0", "a", "/config-sync/targets/0", "", "a")]
    [InlineData("/config-sync/targets/0/deep", "b/c", "/config-sync/targets/0", "deep/b", "c")]
    [InlineData("/data/app", "b/c", "/data/app", "b", "c")]
    [InlineData("/data", "c", "/data", "", "c")]
    public void NothingBelowAMountPointIsTrusted(string named, string relative, string root, string folder, string name) =>
        Assert.Equal(new TargetPath(root, folder, name), TargetPath.From(named, relative));
}
