.PHONY: run chat train test check mutate evaluate bench report

run:       ; @python3 bot/bootstrap.py run serve
chat:      ; @python3 bot/bootstrap.py run chat
train:     ; @python3 bot/bootstrap.py run train
test:      ; @python3 bot/bootstrap.py test
check:     ; @python3 bot/bootstrap.py with-tests -m bot check
mutate:    ; @python3 bot/bootstrap.py with-tests -m tests.safety.mutation
evaluate:  ; @python3 bot/bootstrap.py with-tests -m bot evaluate
bench:     ; @python3 bot/bootstrap.py with-tests -m bot bench
report:    ; @python3 bot/bootstrap.py with-tests -m knowledge report
