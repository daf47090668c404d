using ConfigSync.Injection.Patching;

namespace ConfigSync.Injection.Tests.Patching;

public sealed class JsonPointerTests
{
    [Theory]
    [InlineData("name", "name")]
    [InlineData("", "")]
    [InlineData("config-sync.dev/status", "config-sync.dev~1status")]
    [InlineData("~", "~0")]
    [InlineData("~1", "~01")]
    [InlineData("a/b~c/d", "a~1b~0c~1d")]
    public void TildeIsEscapedBeforeSlash(string name, string step) => Assert.Equal(step, JsonPointer.Step(name));
}
