package proof

import (
	"errors"
	"fmt"

	"keyindesk/desk"
	"keyindesk/gateways/practice"
)

func (s *shift) cancelTwice() error {
	charge, err := s.charge(desk.Approved)
	if err != nil {
		return err
	}
	if _, err := s.cancel(charge, desk.Approved); err != nil {
		return err
	}
	if _, err := s.cancel(charge, ""); !errors.Is(err, desk.ErrNotCancellable) {
		return fmt.Errorf("cancelled twice: %w", err)
	}
	return nil
}

func (s *shift) cancelUnconfirmed() error {
	charge, err := s.charge(desk.Approved)
	if err != nil {
		return err
	}
	wrong := cancelOrder(charge)
	wrong.Confirm = cardNumbers[0] // the whole number where four digits belong
	if _, err := s.desk.Cancel(s.ctx, wrong); !errors.Is(err, desk.ErrConfirm) {
		return fmt.Errorf("not refused: %w", err)
	}
	wrong = cancelOrder(charge)
	wrong.Reason = " "
	if _, err := s.desk.Cancel(s.ctx, wrong); !errors.Is(err, desk.ErrReason) {
		return fmt.Errorf("not refused: %w", err)
	}
	return nil
}

// settled loses a reply, settles the row by the admin page and gives it back;
// then one that was settled wrongly, which the gateway contradicts.
func (s *shift) settled() error {
	s.twin.Next(practice.Behaviour{Key: practice.LostReply})
	lost, err := s.charge(desk.InDoubt)
	if err != nil {
		return err
	}
	seen := s.twin.Admin()[0]
	charge, err := s.desk.Resolve(s.ctx, lost.ID, desk.Resolution{
		Staff: "김점원", Happened: true, TransactionID: seen.TransactionID, ApprovalNumber: seen.ApprovalNumber,
		Evidence: "관리자 화면에서 승인 확인",
	})
	if err := wants(charge, err, desk.Approved); err != nil {
		return err
	}
	if _, err := s.cancel(charge, desk.Approved); err != nil {
		return err
	}

	s.twin.Next(practice.Behaviour{Key: practice.LostRequest})
	never, err := s.charge(desk.InDoubt)
	if err != nil {
		return err
	}
	charge, err = s.desk.Resolve(s.ctx, never.ID, desk.Resolution{
		Staff: "김점원", Happened: true, TransactionID: fmt.Sprintf("20260101ST%d", never.ID), ApprovalNumber: "1", Evidence: "잘못 봄",
	})
	if err := wants(charge, err, desk.Approved); err != nil {
		return err
	}
	if _, err := s.cancel(charge, desk.Declined); err != nil {
		return err
	}
	charge, err = s.desk.Operation(s.ctx, charge.ID)
	if err == nil && !charge.Contradicted {
		err = errors.New("the gateway's no was not noted")
	}
	if err != nil {
		return err
	}
	charge, err = s.desk.Resolve(s.ctx, charge.ID, desk.Resolution{Staff: "김점원", Evidence: "다시 보니 없음"})
	return wants(charge, err, desk.Declined)
}

// settledCancel loses the reply to a cancel, settles it as not done, and
// learns from the next cancel that it was.
func (s *shift) settledCancel() error {
	charge, err := s.charge(desk.Approved)
	if err != nil {
		return err
	}
	s.twin.Next(practice.Behaviour{Key: practice.LostReply})
	lost, err := s.cancel(charge, desk.InDoubt)
	if err != nil {
		return err
	}
	settled, err := s.desk.Resolve(s.ctx, lost.ID, desk.Resolution{Staff: "김점원", Evidence: "취소 내역이 안 보임"})
	if err := wants(settled, err, desk.Declined); err != nil {
		return err
	}
	if _, err := s.cancel(charge, desk.Declined); err != nil {
		return err
	}
	settled, err = s.desk.Resolve(s.ctx, lost.ID, desk.Resolution{Staff: "김점원", Happened: true, Evidence: "취소되어 있었음"})
	return wants(settled, err, desk.Approved)
}
