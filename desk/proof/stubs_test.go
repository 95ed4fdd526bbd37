package proof
import ("testing";"os/exec";"fmt";"path/filepath";"time")
func playShift() error {return nil}
func playCut() error {return nil}
func playCrash() error {return nil}
func playMorning() error {return nil}
func noTracing() string {return "x"}
func killAtEveryCall(t *testing.T, act act, naive bool) tally { return tally{}}
func TestTry(t *testing.T) {
 g := openGateway(t,"",nil)
 dir := filepath.Join(shortFolder(t),"practice")
 c := startChild(t,"one",childSettings(dir,g,false,map[string]string{actVariable:"charge"}))
 c.await("ready",1)
 s := exec.Command("strace","-f","-y","-o","/tmp/tr.txt","-p",fmt.Sprint(c.command.Process.Pid))
 s.Start()
 time.Sleep(500*time.Millisecond)
 fmt.Fprintln(c.input,"go")
 fmt.Println(c.wait(), c.complaint())
 s.Wait()
}
